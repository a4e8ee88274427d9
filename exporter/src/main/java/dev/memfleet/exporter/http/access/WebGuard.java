package dev.memfleet.exporter.http.access;

import static java.lang.Double.NaN;

import dev.memfleet.exporter.http.access.WebConfig.RateLimit;
import dev.memfleet.exporter.self.SelfMetrics;
import dev.memfleet.exporter.text.LogEvent;
import dev.memfleet.exporter.yaml.ConfigException;
import io.vertx.core.Future;
import io.vertx.core.net.ServerSSLOptions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Admits requests and encrypts connections according to the web config, which may be reloaded;
 * admits all requests without one.
 */
public final class WebGuard {
  private static final Logger LOG = Logger.getLogger(WebGuard.class.getName());
  private static final int UPDATE_SECONDS = 10;

  private final LoginQueue queue = new LoginQueue(loginThread());
  private final Map<Verdict, Long> counts = new ConcurrentHashMap<>();
  private final List<Function<ServerSSLOptions, Future<?>>> listeners =
      new CopyOnWriteArrayList<>();
  private volatile boolean settled;
  private volatile State state = new State(WebConfig.NONE, null, Users.NONE, null, null);

  /**
   * @param known rate limit for requests with a login accepted before, or without required login
   * @param strangers rate limit for all others, which therefore cannot use up the tokens of the
   *     known
   */
  private record State(
      WebConfig config,
      @Nullable ServerTls tls,
      Users users,
      @Nullable TokenBucket known,
      @Nullable TokenBucket strangers) {}

  /**
   * Loads and applies a web config file.
   *
   * @param reading called with each file before it is read
   * @throws ConfigException with all errors; nothing changes then
   */
  public void apply(Path file, Consumer<Path> reading) throws ConfigException {
    WebConfig config = WebConfigFile.load(file, reading);
    try {
      apply(config);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(List.of(file + ": " + e.getMessage()));
    }
  }

  /**
   * Applies a web config; it is in effect for all connections opened after this method returns.
   *
   * @throws IllegalArgumentException with what cannot be applied; nothing changes then
   */
  synchronized void apply(WebConfig config) {
    State before = state;
    if (before.config.equals(config)) {
      return;
    }
    if (settled && config.tls().isPresent() != (before.tls != null)) {
      throw new IllegalArgumentException("turning TLS on or off requires a restart");
    }
    ServerTls tls = config.tls().map(settings -> new ServerTls(config, settings)).orElse(null);
    if (tls != null) {
      notifyTlsChange(tls);
    }
    boolean sameLimit = before.config.rateLimit().equals(config.rateLimit());
    state =
        new State(
            config,
            tls,
            before.users.with(config.users()),
            sameLimit ? before.known : bucket(config),
            sameLimit ? before.strangers : bucket(config));
    List<String> ignored = new ArrayList<>(config.ignored());
    if (tls != null) {
      ignored.addAll(tls.ignored());
    }
    if (!ignored.isEmpty()) {
      LogEvent.warning(LOG, "TLS settings ignored", "settings", String.join(",", ignored));
    }
  }

  private void notifyTlsChange(ServerTls tls) {
    for (Function<ServerSSLOptions, Future<?>> listener : listeners) {
      try {
        listener
            .apply(tls.options())
            .toCompletionStage()
            .toCompletableFuture()
            .get(UPDATE_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new IllegalArgumentException("TLS cannot be set up: " + e.getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private static Executor loginThread() {
    return new ThreadPoolExecutor(
        1,
        1,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        task -> {
          Thread login = new Thread(task, "http-login");
          login.setDaemon(true);
          return login;
        });
  }

  private static @Nullable TokenBucket bucket(WebConfig config) {
    Optional<RateLimit> limit = config.rateLimit();
    return limit.isEmpty() ? null : new TokenBucket(limit.get(), System::nanoTime);
  }

  /**
   * The current TLS of a listener; empty for plain HTTP. The first call fixes the choice of TLS or
   * plain HTTP.
   */
  public Optional<ServerSSLOptions> tls() {
    settled = true;
    return Optional.ofNullable(state.tls).map(ServerTls::options);
  }

  /** Registers a listener for changes of TLS. */
  public void onTlsChange(Function<ServerSSLOptions, Future<?>> listener) {
    listeners.add(listener);
  }

  /** The headers of every answer. */
  public Map<String, String> headers() {
    return state.config.headers();
  }

  /**
   * Decides about a request; at once unless a password must be checked.
   *
   * @param authorization the header of that name
   * @param from the client's address
   */
  public Future<Verdict> admit(@Nullable String authorization, String from) {
    return decide(state, authorization, from)
        .onSuccess(verdict -> counts.merge(verdict, 1L, Long::sum));
  }

  private Future<Verdict> decide(State now, @Nullable String authorization, String from) {
    if (now.users.isEmpty()) {
      return decided(take(now.known) ? Verdict.ADMITTED : Verdict.RATE_LIMITED);
    }
    BasicLogin login = BasicLogin.of(authorization);
    boolean known = login != null && now.users.remembers(login);
    if (!take(known ? now.known : now.strangers)) {
      return decided(Verdict.RATE_LIMITED);
    }
    if (known) {
      return decided(Verdict.ADMITTED);
    }
    return login == null
        ? decided(Verdict.UNAUTHORIZED)
        : queue.check(
            from, ByteBuffer.wrap(now.users.digest(login)), () -> now.users.verify(login));
  }

  private static Future<Verdict> decided(Verdict verdict) {
    return Future.succeededFuture(verdict);
  }

  private static boolean take(@Nullable TokenBucket bucket) {
    return bucket == null || bucket.take();
  }

  /** Number of requests with this decision so far. */
  public long count(Verdict verdict) {
    return counts.getOrDefault(verdict, 0L);
  }

  /** Registers the metrics about our certificate and refused requests. */
  public void addTo(SelfMetrics self) {
    self.gauge(
        "memcached_exporter_web_certificate_expiry_timestamp_seconds",
        "When the certificate of the agent's own pages expires, as Unix time.",
        () -> certificateExpiry().map(Instant::getEpochSecond).map(Long::doubleValue).orElse(NaN));
    self.counters(
        "memcached_exporter_web_requests_refused_total",
        "Requests refused by the web config by reason.",
        "reason",
        samples -> {
          for (Verdict verdict : Verdict.values()) {
            if (verdict != Verdict.ADMITTED) {
              samples.add((double) count(verdict), verdict.reason());
            }
          }
        });
  }

  /** When our certificate expires; empty without TLS. */
  public Optional<Instant> certificateExpiry() {
    return Optional.ofNullable(state.tls).map(ServerTls::expiry);
  }
}
