package dev.memfleet.exporter.self;

import dev.memfleet.exporter.self.InternalErrors.Component;
import dev.memfleet.exporter.text.LogEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Logger;

/**
 * The health of the agent, as shown by {@code /-/healthy}: the event loops respond and polls end.
 * Thread-safe. A separate thread checks every second, so that changes are logged even when no page
 * can be served, and ends the process when an event loop has ended, because its work would never
 * continue.
 */
public final class Liveness implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Liveness.class.getName());
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

  private final EventLoops loops;
  private final List<Supplier<Optional<String>>> checks;
  private final InternalErrors errors;
  private final Consumer<String> end;
  private volatile boolean closed;
  private List<String> last = List.of();

  /**
   * @param polling the reason why polling is stalled, if it is
   */
  public Liveness(EventLoops loops, Supplier<Optional<String>> polling, InternalErrors errors) {
    this(loops, polling, errors, InternalErrors::endProcess);
  }

  Liveness(
      EventLoops loops,
      Supplier<Optional<String>> polling,
      InternalErrors errors,
      Consumer<String> end) {
    this.loops = loops;
    this.errors = errors;
    this.checks = List.of(loops::problem, polling);
    this.end = end;
  }

  /** The problems, in words; empty while the agent is healthy. */
  public List<String> problems() {
    return checks.stream().flatMap(check -> check.get().stream()).toList();
  }

  /** Starts the checking thread. */
  public void start() {
    Thread thread = new Thread(null, this::watch, "liveness", 128 * 1024);
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    while (!closed) {
      check();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(CHECK_INTERVAL.toMillis()));
    }
  }

  /** Checks once; an exception does not stop later checks. */
  void check() {
    try {
      report();
    } catch (RuntimeException | Error cause) {
      errors.caught(Component.THREAD, cause);
    }
  }

  private void report() {
    loops
        .ended()
        .filter(name -> !closed)
        .ifPresent(name -> end.accept("event loop ended: thread=" + name));
    List<String> now = problems();
    if (!closed && now.isEmpty() != last.isEmpty()) {
      if (now.isEmpty()) {
        LogEvent.info(LOG, "agent healthy");
      } else {
        LogEvent.warning(LOG, "agent unhealthy", "err", String.join("; ", now));
      }
    }
    last = now;
  }

  /** Registers the metric. */
  public void register(SelfMetrics self) {
    self.gauge(
        "memcached_exporter_healthy",
        "1 if the event loops answer and polls end, as /-/healthy says, else 0.",
        () -> problems().isEmpty() ? 1 : 0);
  }

  @Override
  public void close() {
    closed = true;
  }
}
