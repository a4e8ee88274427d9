package dev.memfleet.exporter.http.pages;

import dev.memfleet.exporter.fleet.Fleet;
import dev.memfleet.exporter.status.FleetStatus;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The status of the fleet, computed on a separate thread and shared by all requests within a
 * second: many pages of many nodes cost no more than one, and delay neither polls nor scrapes.
 * Confined to the event loop of the pages.
 */
public final class FleetView {
  private static final long SHARED_MILLIS = 1000;

  private final Vertx vertx;
  private final Fleet fleet;
  private final Supplier<List<String>> problems;
  private final Clock clock;
  private final WorkerExecutor thread;
  private @Nullable Future<FleetStatus> shared;

  /**
   * @param problems the problems of the agent itself, one sentence each
   */
  public FleetView(Vertx vertx, Fleet fleet, Supplier<List<String>> problems, Clock clock) {
    this.vertx = vertx;
    this.fleet = fleet;
    this.problems = problems;
    this.clock = clock;
    this.thread = vertx.createSharedWorkerExecutor("http-status", 1);
  }

  /** The status after the last polls, at most a second old. */
  public Future<FleetStatus> status() {
    Future<FleetStatus> current = shared;
    if (current == null) {
      current = make(this::read);
      shared = current;
      vertx.setTimer(SHARED_MILLIS, timer -> shared = null);
    }
    return current;
  }

  /** Like {@link #status}, but polls all nodes first if nodes are polled on demand only. */
  public Future<FleetStatus> polled() {
    Duration timeout = fleet.rules().config().timeout();
    return fleet.rules().config().onDemand()
        ? fleet.pollAll(timeout).compose(polled -> make(this::read))
        : status();
  }

  private FleetStatus read() {
    return FleetStatus.of(fleet.watched(), problems.get(), clock.instant());
  }

  /** Renders a part of a page, off the event loop. */
  public <T> Future<T> make(Callable<T> part) {
    return thread.executeBlocking(part, false);
  }

  /** The poll interval; zero if nodes are polled when scraped. */
  public Duration interval() {
    return fleet.rules().config().interval();
  }
}
