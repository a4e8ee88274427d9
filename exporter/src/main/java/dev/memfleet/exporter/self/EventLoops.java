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
 * How far behind the event loops are. Each has a timer that beats ten times a second. All that a
 * loop does waits in one queue, so a beat that comes late says by how much everything came late,
 * answers of nodes and deadlines included. A loop that has stopped beating is stuck or has ended.
 */
public final class EventLoops {
  static final Duration BEAT = Duration.ofMillis(100);

  /** A loop that answers later than this is not alive. */
  static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Timers are this inexact when nothing is wrong. */
  private static final long EXACTNESS = Duration.ofMillis(10).toNanos();

  private final LongSupplier nanoTime;
  private final List<Loop> loops;

  /** One loop, as its last beat left it. */
  private static final class Loop {
    private final AtomicLong worst = new AtomicLong();
    private final AtomicLong behind = new AtomicLong();
    private volatile long lastBeat;
    private volatile @Nullable Thread thread;

    Loop(long now) {
      lastBeat = now;
    }

    void beat(long now) {
      long late = now - lastBeat - BEAT.toNanos();
      if (late > EXACTNESS) {
        behind.addAndGet(late);
        worst.accumulateAndGet(late, Math::max);
      }
      thread = Thread.currentThread();
      lastBeat = now; // the last: whoever sees it sees the lag, too
    }

    /** How late the next beat already is. */
    long lateBy(long now) {
      return Math.max(0, now - lastBeat - BEAT.toNanos());
    }

    String name() {
      Thread beaten = thread;
      return beaten == null ? "that never began" : beaten.getName();
    }

    boolean hasEnded() {
      Thread beaten = thread;
      return beaten != null && !beaten.isAlive();
    }
  }

  /**
   * Watches the loops, which Vert.x hands out to verticles in turn.
   *
   * @param count how many there are
   */
  public EventLoops(Vertx vertx, int count) {
    this(count, System::nanoTime);
    for (Loop loop : loops) {
      vertx.deployVerticle(
          context -> {
            loop.beat(nanoTime.getAsLong());
            vertx.setPeriodic(BEAT.toMillis(), timer -> loop.beat(nanoTime.getAsLong()));
            return Future.succeededFuture();
          });
    }
  }

  EventLoops(int count, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.loops = IntStream.range(0, count).mapToObj(i -> new Loop(nanoTime.getAsLong())).toList();
  }

  void beat(int loop) {
    loops.get(loop).beat(nanoTime.getAsLong());
  }

  /**
   * For how long, all in all, the caller's loop did nothing when it should have. What grows of it
   * while a node is asked is the agent's delay, not the node's; zero off the loops.
   */
  public Duration behind() {
    Thread caller = Thread.currentThread();
    return loops.stream()
        .filter(loop -> loop.thread == caller)
        .findFirst()
        .map(loop -> Duration.ofNanos(loop.behind.get() + loop.lateBy(nanoTime.getAsLong())))
        .orElse(Duration.ZERO);
  }

  /** The longest lag of any loop since this was last asked, one that has not ended included. */
  double takeLagSeconds() {
    long now = nanoTime.getAsLong();
    return loops.stream()
            .mapToLong(loop -> Math.max(loop.worst.getAndSet(0), loop.lateBy(now)))
            .max()
            .orElse(0)
        / 1e9;
  }

  /** Which loop did not answer in time, if one did not. */
  public Optional<String> problem() {
    long now = nanoTime.getAsLong();
    return loops.stream()
        .filter(loop -> loop.lateBy(now) > PATIENCE.toNanos())
        .findFirst()
        .map(
            loop ->
                String.format(
                    Locale.ROOT,
                    "event loop %s %s %.1f s (expected an answer within %d s)",
                    loop.name(),
                    loop.hasEnded() ? "ended before" : "has not answered for",
                    loop.lateBy(now) / 1e9,
                    PATIENCE.toSeconds()));
  }

  /** The loop whose thread is gone, which nothing can bring back. */
  Optional<String> ended() {
    return loops.stream()
        .filter(Loop::hasEnded)
        .findFirst()
        .map(loop -> Objects.requireNonNull(loop).name());
  }

  /** Hands in the metric. */
  public void register(SelfMetrics self) {
    self.gauge(
        "memcached_exporter_event_loop_lag_seconds",
        "Longest time by which the agent was late to handle something, since the last scrape.",
        this::takeLagSeconds);
  }
}
