package dev.memfleet.exporter;

import dev.memfleet.exporter.cli.CommandLine;
import dev.memfleet.exporter.cli.Environment;
import dev.memfleet.exporter.cli.Exit;
import dev.memfleet.exporter.cli.Flags;
import dev.memfleet.exporter.cli.ListenAddress;
import dev.memfleet.exporter.cli.Logging;
import dev.memfleet.exporter.cli.Options;
import dev.memfleet.exporter.cli.Verb;
import dev.memfleet.exporter.cli.verbs.Verbs;
import dev.memfleet.exporter.config.Config;
import dev.memfleet.exporter.config.ConfigReload;
import dev.memfleet.exporter.discovery.Discovery;
import dev.memfleet.exporter.exposition.Exposition;
import dev.memfleet.exporter.fleet.Fleet;
import dev.memfleet.exporter.http.access.WebGuard;
import dev.memfleet.exporter.http.pages.ConfigPage;
import dev.memfleet.exporter.http.pages.DiscoveryPage;
import dev.memfleet.exporter.http.pages.FleetView;
import dev.memfleet.exporter.http.pages.LandingPage;
import dev.memfleet.exporter.http.pages.Links;
import dev.memfleet.exporter.http.pages.MetricsPage;
import dev.memfleet.exporter.http.pages.ProbePages;
import dev.memfleet.exporter.http.pages.ReloadPage;
import dev.memfleet.exporter.http.pages.ScrapeLimit;
import dev.memfleet.exporter.http.pages.ScrapePage;
import dev.memfleet.exporter.http.pages.SelfPage;
import dev.memfleet.exporter.http.pages.api.FleetApi;
import dev.memfleet.exporter.http.pages.api.InsightApi;
import dev.memfleet.exporter.http.pages.status.InsightPages;
import dev.memfleet.exporter.http.pages.status.StatusPages;
import dev.memfleet.exporter.http.server.AcceptGate;
import dev.memfleet.exporter.http.server.HttpEndpoint;
import dev.memfleet.exporter.http.server.Limits;
import dev.memfleet.exporter.http.server.RequestLimit;
import dev.memfleet.exporter.insight.Insight;
import dev.memfleet.exporter.self.AdminListener;
import dev.memfleet.exporter.self.BuildInfo;
import dev.memfleet.exporter.self.Descriptors;
import dev.memfleet.exporter.self.EventLoops;
import dev.memfleet.exporter.self.InternalErrors;
import dev.memfleet.exporter.self.InternalErrors.Component;
import dev.memfleet.exporter.self.Liveness;
import dev.memfleet.exporter.self.ProcessMetrics;
import dev.memfleet.exporter.self.SelfMetrics;
import dev.memfleet.exporter.text.LogEvent;
import dev.memfleet.exporter.yaml.ConfigException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The agent: polls every memcached node and serves Prometheus. The composition root, which connects
 * all parts.
 */
public final class Exporter implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Exporter.class.getName());
  private static final Duration STOP_TIMEOUT = Duration.ofMillis(1500);
  private static final long POLL_MILLIS = 1000;
  private static final long SCHEDULE_MILLIS = 10_000;

  /** One event loop polls the nodes, the other serves HTTP. */
  private static final int EVENT_LOOPS = 2;

  private static final Clock CLOCK = Clock.systemUTC();

  private final InternalErrors errors = new InternalErrors();
  private final Options options;
  private final Vertx vertx;
  private final EventLoops loops;
  private final Fleet fleet;
  private final Liveness liveness;
  private final Discovery discovery;
  private final Optional<ConfigReload> reload;
  private final Optional<ConfigReload> webReload;
  private final Reloads reloads;
  private final WebGuard guard = new WebGuard();
  private final HttpEndpoint http;
  private final List<Integer> ports = new ArrayList<>();
  private final SelfMetrics self;
  private final FleetView view;
  private final Insight insight;
  private @Nullable StatusPages statusPages;
  private @Nullable AdminListener admin;
  private volatile EffectiveConfig config;
  private volatile boolean ready;

  private Exporter(Options options, EffectiveConfig config) {
    this.options = options;
    this.config = config;
    AcceptGate gate = new AcceptGate();
    vertx =
        Vertx.builder()
            .with(
                new VertxOptions()
                    .setEventLoopPoolSize(EVENT_LOOPS)
                    .setWorkerPoolSize(1)
                    .setInternalBlockingPoolSize(2)
                    .setFileSystemOptions(
                        new FileSystemOptions()
                            .setFileCachingEnabled(false)
                            .setClassPathResolvingEnabled(false)))
            .withTransport(gate.transport())
            .build();
    vertx.exceptionHandler(cause -> errors.caught(Component.EVENT_LOOP, cause));
    loops = new EventLoops(vertx, EVENT_LOOPS);
    Descriptors descriptors = Descriptors.ofProcess();
    Limits limits = Limits.ofProcess(descriptors.pages());
    fleet =
        new Fleet(
            vertx,
            config.rules(CLOCK),
            options.shard(),
            descriptors.nodes(limits.connections()),
            loops::delay,
            errors);
    liveness = new Liveness(loops, fleet::problem, errors);
    discovery = new Discovery(vertx, CLOCK, fleet::watch, errors);
    http = new HttpEndpoint(vertx, gate, guard, limits, loops::delay, options.routePrefix());
    reload =
        options
            .get(Flags.CONFIG_FILE)
            .map(
                file ->
                    new ConfigReload(file, EffectiveConfig.OWN_LABELS, this::applyAndWait, CLOCK));
    webReload =
        options
            .get(Flags.WEB_CONFIG_FILE)
            .map(file -> new ConfigReload(file, reading -> guard.apply(file, reading), CLOCK));
    reloads = new Reloads(Stream.of(reload, webReload).flatMap(Optional::stream).toList(), errors);
    view = new FleetView(vertx, fleet, this::problems, CLOCK);
    http.onError(cause -> errors.caught(Component.PAGE, cause));
    insight = new Insight(fleet, CLOCK);
    self = selfMetrics();
    addPages();
  }

  /** The errors in the agent's configuration and its discovery sources, one sentence each. */
  private List<String> problems() {
    return Stream.concat(reloads.failures().stream(), discovery.failures().stream()).toList();
  }

  private SelfMetrics selfMetrics() {
    SelfMetrics self = new SelfMetrics(BuildInfo.current());
    fleet.register(self);
    discovery.register(self);
    errors.register(self);
    loops.register(self);
    liveness.register(self);
    insight.register(self);
    reload.ifPresent(file -> file.register(self, "memcached_exporter_config", "configuration"));
    webReload.ifPresent(
        file -> {
          file.register(self, "memcached_exporter_web_config", "web config");
          guard.addTo(self);
        });
    return self;
  }

  private void addPages() {
    Exposition exposition =
        new Exposition(
            self.registry(),
            options.get(Flags.PID_FILE).map(ProcessMetrics::new).orElse(null),
            CLOCK);
    String metricsPath = options.get(Flags.TELEMETRY_PATH);
    String scrapePath = options.get(Flags.SCRAPE_PATH);
    Links links =
        new Links(options.linkBase(), options.get(Flags.EXTERNAL_URL), metricsPath, scrapePath);
    RequestLimit limit = new RequestLimit(options.get(Flags.MAX_REQUESTS), self);
    RequestLimit statusLimit = new RequestLimit(StatusPages.MAX_CONCURRENT, self);
    FleetApi.addTo(http, view, statusLimit);
    InsightApi.addTo(http, view, insight, statusLimit, links.to("/insight?target="));
    LandingPage plain = new LandingPage(BuildInfo.current().version(), fleet::size, links);
    if (options.get(Flags.PAGE)) {
      statusPages = StatusPages.addTo(http, vertx, view, links, statusLimit, plain);
      InsightPages.addTo(http, view, insight, links, statusLimit);
    } else {
      http.route("/", plain);
    }
    http.route("/sd", new DiscoveryPage(fleet, discovery::sourceOf, links));
    http.route("/config", new ConfigPage(() -> config.yaml()));
    http.route("/-/healthy", ProbePages.healthy(liveness::problems));
    http.route("/-/ready", ProbePages.ready(() -> ready));
    http.route("/-/self", new SelfPage(self));
    if (!reloads.isEmpty()) {
      http.post("/-/reload", new ReloadPage(vertx, reloads::all));
    }
    ScrapeLimit places = ScrapeLimit.ofProcess(options.get(Flags.MAX_REQUESTS));
    http.route(scrapePath, new ScrapePage(fleet, exposition, places, self));
    http.route(metricsPath, limit.of(new MetricsPage(fleet, exposition, self)));
  }

  /**
   * Starts an agent.
   *
   * @throws ConfigException when a configuration file is invalid
   * @throws IOException when it cannot listen
   */
  public static Exporter start(Options options) throws ConfigException, IOException {
    EffectiveConfig config = EffectiveConfig.load(options);
    CompletableFuture<Void> dryRun =
        CompletableFuture.runAsync(
            () -> DryRun.run(config.rules(CLOCK).scraper(), CLOCK),
            task -> new Thread(task, "dry run").start());
    Exporter exporter = new Exporter(options, config);
    try {
      if (exporter.webReload.isPresent()) {
        exporter.webReload.get().load();
      }
      if (options.get(Flags.ADMIN_ADDRESS).isPresent()) {
        exporter.listenForAdmin(options.get(Flags.ADMIN_ADDRESS).get());
      }
      exporter.listen(options.get(Flags.LISTEN_ADDRESS));
    } catch (ConfigException | IOException e) {
      exporter.close();
      throw e;
    }
    dryRun.join();
    exporter.begin();
    exporter.startThreads();
    return exporter;
  }

  /** Starts all threads before the first page is served, so that a thread limit fails the start. */
  private void startThreads() {
    vertx.executeBlocking(() -> true);
    vertx.fileSystem().exists(".");
    view.make(() -> true);
    liveness.start();
  }

  private void listen(List<ListenAddress> addresses) throws IOException {
    for (ListenAddress address : addresses) {
      int port = http.listen(address);
      ports.add(port);
      LogEvent.info(
          LOG,
          "listening",
          "address",
          new ListenAddress(address.host(), port),
          "tls",
          guard.certificateExpiry().isPresent());
    }
  }

  private void listenForAdmin(ListenAddress address) throws IOException {
    try {
      admin = new AdminListener(address.socketAddress(), self, liveness::problems, () -> ready);
    } catch (IOException e) {
      throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
    }
    int port = admin.port();
    LogEvent.info(LOG, "listening", "admin_address", new ListenAddress(address.host(), port));
  }

  private void begin() {
    apply(config)
        .compose(polled -> polled)
        .onComplete(
            ignored -> {
              ready = true;
              LogEvent.info(LOG, "ready", "nodes", fleet.size());
            });
    if (options.get(Flags.CONFIG_FILE).isEmpty()) {
      LogEvent.info(LOG, "any target may be scraped", "reason", "no configuration file");
    }
    vertx.setPeriodic(SCHEDULE_MILLIS, timer -> view.make(insight::startDue));
    vertx.setPeriodic(
        POLL_MILLIS,
        timer -> {
          reload.filter(file -> config.watch()).ifPresent(this::reloadIfChanged);
          webReload.ifPresent(this::reloadIfChanged);
        });
  }

  private void reloadIfChanged(ConfigReload file) {
    vertx.executeBlocking(
        () -> {
          reloads.ifChanged(file);
          return file;
        });
  }

  /**
   * Applies a new configuration.
   *
   * @return completes when it is in effect; the inner future, when each source has answered once
   *     and the nodes found by then were polled once
   */
  private Future<Future<Void>> apply(EffectiveConfig next) {
    config = next;
    insight.apply(next.insight());
    return fleet
        .apply(next.rules(CLOCK))
        .compose(done -> discovery.apply(next.sources(), next.nodeRules()));
  }

  private void applyAndWait(Config config) {
    try {
      apply(new EffectiveConfig(options, Optional.of(config)))
          .toCompletionStage()
          .toCompletableFuture()
          .get(10, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException("cannot apply the configuration", e);
    }
  }

  /** Reloads the configuration files; errors are logged. */
  public void reload() {
    if (reloads.isEmpty()) {
      LogEvent.info(LOG, "nothing to reload", "reason", "no configuration file");
    }
    reloads.allAndLog();
  }

  /** The ports it listens on, in the order of the listen addresses. */
  public List<Integer> ports() {
    return List.copyOf(ports);
  }

  /** Whether the first poll round has ended. */
  public boolean isReady() {
    return ready;
  }

  /** Graceful shutdown: answers the requests in flight and stops, within two seconds. */
  @Override
  public void close() {
    liveness.close();
    insight.close();
    if (admin != null) {
      admin.close();
    }
    if (statusPages != null) {
      statusPages.close();
    }
    try {
      http.stop(STOP_TIMEOUT);
      discovery.stop().await(200, TimeUnit.MILLISECONDS);
      fleet.stop().await(200, TimeUnit.MILLISECONDS);
      vertx.close().await(200, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      LogEvent.log(LOG, Level.FINE, "shutdown timed out", e);
    }
  }

  /**
   * Runs the agent until it is stopped. Exit status: 1 for an invalid configuration, 2 for an
   * invalid flag.
   */
  public static void main(String[] args) {
    List<String> words = List.of(args);
    LibrarySettings.apply();
    try {
      if (Verb.isAskedFor(words)) {
        System.exit(Verbs.run(words, EffectiveConfig.OWN_LABELS));
      }
      Options options = CommandLine.parse(words, System.getenv());
      Logging.install(options.get(Flags.LOG_LEVEL), options.get(Flags.LOG_FORMAT));
      Environment.logUnknown(System.getenv());
      Exporter exporter = start(options);
      exporter.errors.catchUncaught();
      HangupSignal.handle(exporter::reload);
      Runtime.getRuntime().addShutdownHook(new Thread(exporter::close, "shutdown"));
    } catch (Exit exit) {
      exit.print(System.out, System.err);
      System.exit(exit.code());
    } catch (ConfigException invalid) {
      invalid.problems().forEach(System.err::println);
      System.exit(1);
    } catch (IOException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    } catch (OutOfMemoryError lacking) {
      InternalErrors.endProcess("cannot start: " + lacking.getMessage());
    }
  }
}
