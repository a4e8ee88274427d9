package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.client.Confinement;
import dev.memfleet.exporter.self.InternalErrors;
import dev.memfleet.exporter.self.InternalErrors.Component;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Polls every node on its interval, or only once, when it is added, if the interval is zero.
 * Confined to one event loop.
 *
 * <p>Each node has its own timer, which is set again when a poll has ended. So polls of one node
 * never overlap, and a slow node delays no other. A {@link PollSchedule} sets the times: the first
 * polls of N nodes added together are at random times within N milliseconds, the later ones at a
 * random phase of the interval for each node, with some jitter; a failing node backs off. A poll
 * that is due passes a {@link ConcurrencyLimit}, which lets {@code poll.max_concurrent} polls run
 * at a time, at most half as many as there are connections (a poll may also probe); the others wait
 * in FIFO order. N nodes cost N timers, and nothing scans all nodes.
 *
 * <p>A poll ends by its deadline whatever the node does. A failed future is a bug in the agent: it
 * is counted, and the next poll runs as scheduled. When no poll has ended for three intervals
 * although one was due, polling is stalled, which {@link #problem} reports.
 */
final class FleetPoller {
  /** Rate of first polls: the agent is ready soon but does not flood the network. */
  private static final Duration FIRST_ROUND_PER_NODE = Duration.ofMillis(1);

  private final Confinement loop = new Confinement();
  private final Vertx vertx;
  private final ConcurrencyLimit concurrencyLimit;
  private final InternalErrors errors;
  private final int most;
  private final SplittableRandom random = new SplittableRandom();
  private final Map<Node, NodeTimer> timers = new ConcurrentHashMap<>();
  private volatile PollConfig config;
  private volatile long lastEnd = System.nanoTime();

  /**
   * @param sockets a poll may need two, one for its probe
   */
  FleetPoller(Vertx vertx, PollConfig config, Sockets sockets, InternalErrors errors) {
    this.vertx = vertx;
    this.config = config;
    this.errors = errors;
    this.most = Math.max(1, sockets.most() / 2);
    this.concurrencyLimit = new ConcurrencyLimit(concurrency(config));
  }

  private int concurrency(PollConfig config) {
    return Math.min(config.maxConcurrent(), most);
  }

  /**
   * The reason why polling is stalled: no poll has ended for three intervals although one was due.
   * Thread-safe.
   *
   * @param now on the monotonic clock
   */
  Optional<String> problem(long now) {
    PollConfig current = config;
    long maxAge = Polling.maxAge(current).toNanos();
    if (current.onDemand() || now - lastEnd <= maxAge) {
      return Optional.empty();
    }
    boolean late = timers.values().stream().anyMatch(timer -> now - timer.due > maxAge);
    return late
        ? Optional.of(
            "no poll has ended for %d s (expected one within %d s)"
                .formatted(
                    TimeUnit.NANOSECONDS.toSeconds(now - lastEnd),
                    Math.max(1, TimeUnit.NANOSECONDS.toSeconds(maxAge))))
        : Optional.empty();
  }

  /** Adds nodes and schedules their first polls soon. */
  void add(Collection<Node> nodes) {
    loop.check();
    Duration firstRound = firstRound(nodes.size());
    nodes.forEach(node -> timers.put(node, new NodeTimer(node, firstRound)));
  }

  private static Duration firstRound(int nodes) {
    return FIRST_ROUND_PER_NODE.multipliedBy(nodes);
  }

  /** Stops polling a node; a poll in flight ends as usual. */
  void remove(Node node) {
    loop.check();
    NodeTimer gone = timers.remove(node);
    if (gone != null) {
      gone.cancel();
    }
  }

  /** Applies another configuration; timers are reset only if the interval changes. */
  void apply(PollConfig other) {
    loop.check();
    boolean sameInterval = other.interval().equals(config.interval());
    config = other;
    concurrencyLimit.limit(concurrency(other));
    if (!sameInterval) {
      Duration firstRound = firstRound(timers.size());
      timers.values().forEach(timer -> timer.restart(firstRound));
    }
  }

  /** Polls all nodes; leaves out a node whose poll fails because of a bug in the agent. */
  Future<List<NodeStatus>> pollAll(List<Node> nodes, Duration timeout) {
    loop.check();
    List<Future<NodeStatus>> polls =
        nodes.stream().map(node -> concurrencyLimit.run(() -> node.poll(timeout))).toList();
    polls.forEach(poll -> poll.onFailure(cause -> errors.caught(Component.POLLER, cause)));
    return Future.join(polls)
        .transform(
            ignored ->
                Future.succeededFuture(
                    polls.stream().filter(Future::succeeded).map(Future::result).toList()));
  }

  void stop() {
    loop.check();
    timers.values().forEach(NodeTimer::cancel);
    timers.clear();
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** The polls of one node, never overlapping. */
  private final class NodeTimer {
    private static final long NONE = -1;

    private final Node node;
    private PollSchedule schedule;
    private long timer = NONE;
    private volatile long due;
    private boolean polling;
    private boolean cancelled;

    NodeTimer(Node node, Duration firstWithin) {
      this.node = node;
      this.schedule = newSchedule(firstWithin);
      at(schedule.first());
    }

    private PollSchedule newSchedule(Duration firstWithin) {
      return new PollSchedule(
          config.interval(), System.nanoTime(), shorter(firstWithin, config.interval()), random);
    }

    /** Applies the new interval; the next poll comes no later than already scheduled. */
    void restart(Duration firstWithin) {
      boolean waiting = timer != NONE;
      schedule =
          newSchedule(
              waiting ? Duration.ofNanos(Math.max(0, due - System.nanoTime())) : firstWithin);
      if (waiting) {
        vertx.cancelTimer(timer);
      }
      if (!polling) {
        at(schedule.first());
      }
    }

    private void at(long nanoTime) {
      due = nanoTime;
      long delay = Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanoTime - System.nanoTime()));
      timer = vertx.setTimer(delay, now -> due());
    }

    private void due() {
      loop.check();
      timer = NONE;
      polling = true;
      concurrencyLimit
          .run(this::poll)
          .onComplete(
              result -> {
                polling = false;
                if (result.failed()) {
                  errors.caught(Component.POLLER, result.cause());
                }
                long now = System.nanoTime();
                lastEnd = now;
                if (!cancelled && !config.onDemand()) {
                  at(schedule.next(now, node.failedInARow()));
                }
              });
    }

    /** A failed future is a bug in the agent; the node's next poll runs as scheduled. */
    private Future<?> poll() {
      return cancelled ? Future.succeededFuture() : node.poll(config.timeout());
    }

    void cancel() {
      cancelled = true;
      if (timer != NONE) {
        vertx.cancelTimer(timer);
      }
    }
  }
}
