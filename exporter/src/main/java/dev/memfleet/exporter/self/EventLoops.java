package dev.memfleet.exporter.self;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Measures the lag of the event loops. Each has a timer that beats ten times a second. All work of
 * a loop waits in one queue, so a late beat shows how late everything else was, including answers
 * of nodes and deadlines. A loop that has stopped beating is stuck or has ended.
 */
public final class EventLoops {
  static final Duration HEARTBEAT_INTERVAL = Duration.ofMillis(100);

  /** The lag from which on a loop counts as unresponsive. */
  static final Duration STALL_THRESHOLD = Duration.ofSeconds(1);

  /** Timers have this inaccuracy in normal operation. */
  private static final long RESOLUTION_NANOS = Duration.ofMillis(10).toNanos();

  private final LongSupplier nanoTime;
  private final List<Loop> loops;

  /** The state of one loop after its last beat. */
  private static final class Loop {
    private final AtomicLong worst = new AtomicLong();
    private final AtomicLong delayNanos = new AtomicLong();
    private volatile long lastHeartbeat;
    private volatile @Nullable Thread thread;

    Loop(long now) {
      lastHeartbeat = now;
    }

    void heartbeat(long now) {
      long late = now - lastHeartbeat - HEARTBEAT_INTERVAL.toNanos();
      if (late > RESOLUTION_NANOS) {
        delayNanos.addAndGet(late);
        worst.accumulateAndGet(late, Math::max);
      }
      thread = Thread.currentThread();
      lastHeartbeat = now; // written last: a reader that sees it also sees the lag
    }

    /** How late the next beat is already. */
    long delayAt(long now) {
      return Math.max(0, now - lastHeartbeat - HEARTBEAT_INTERVAL.toNanos());
    }

    String name() {
      Thread beaten = thread;
      return beaten == null ? "(not started)" : beaten.getName();
    }

    boolean hasEnded() {
      Thread beaten = thread;
      return beaten != null && !beaten.isAlive();
    }
  }

  /**
   * Monitors the loops, which Vert.x assigns to verticles in turn.
   *
   * @param count number of loops
   */
  public EventLoops(Vertx vertx, int count) {
    this(count, System::nanoTime);
    for (Loop loop : loops) {
      vertx.deployVerticle(
          context -> {
            loop.heartbeat(nanoTime.getAsLong());
            vertx.setPeriodic(
                HEARTBEAT_INTERVAL.toMillis(), timer -> loop.heartbeat(nanoTime.getAsLong()));
            return Future.succeededFuture();
          });
    }
  }

  EventLoops(int count, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.loops = IntStream.range(0, count).mapToObj(i -> new Loop(nanoTime.getAsLong())).toList();
  }

  void heartbeat(int loop) {
    loops.get(loop).heartbeat(nanoTime.getAsLong());
  }

  /**
   * Total time by which the caller's loop has been late. Its increase during a poll is the agent's
   * delay, not the node's. Zero on other threads.
   */
  public Duration delay() {
    Thread caller = Thread.currentThread();
    return loops.stream()
        .filter(loop -> loop.thread == caller)
        .findFirst()
        .map(loop -> Duration.ofNanos(loop.delayNanos.get() + loop.delayAt(nanoTime.getAsLong())))
        .orElse(Duration.ZERO);
  }

  /** The longest lag of any loop since the last call, including one still growing. */
  double takeLagSeconds() {
    long now = nanoTime.getAsLong();
    return loops.stream()
            .mapToLong(loop -> Math.max(loop.worst.getAndSet(0), loop.delayAt(now)))
            .max()
            .orElse(0)
        / 1e9;
  }

  /** The loop that did not respond in time, if any. */
  public Optional<String> problem() {
    long now = nanoTime.getAsLong();
    return loops.stream()
        .filter(loop -> loop.delayAt(now) > STALL_THRESHOLD.toNanos())
        .findFirst()
        .map(
            loop ->
                String.format(
                    Locale.ROOT,
                    "event loop %s %s %.1f s (expected an answer within %d s)",
                    loop.name(),
                    loop.hasEnded() ? "has been dead for" : "has not answered for",
                    loop.delayAt(now) / 1e9,
                    STALL_THRESHOLD.toSeconds()));
  }

  /** The loop whose thread has ended and cannot be restarted, if any. */
  Optional<String> ended() {
    return loops.stream()
        .filter(Loop::hasEnded)
        .findFirst()
        .map(loop -> Objects.requireNonNull(loop).name());
  }

  /** Registers the metric. */
  public void register(SelfMetrics self) {
    self.gauge(
        "memcached_exporter_event_loop_lag_seconds",
        "Longest event loop lag since the last scrape; high if the agent is short of CPU.",
        this::takeLagSeconds);
  }
}
