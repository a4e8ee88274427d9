package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.client.Confinement;
import dev.memfleet.exporter.self.InternalErrors;
import dev.memfleet.exporter.self.InternalErrors.Where;
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
 * Polls every node on its interval; with interval zero only once, when it is added. Confined to one
 * event loop.
 *
 * <p>Each node has a timer of its own: the timer of the next poll is set when a poll has ended, so
 * that a node is never asked twice at a time, and a slow one delays no other. A {@link
 * PollSchedule} says when: nodes that are added together begin one millisecond apart and keep that
 * distance, with some jitter, and a node that fails is asked less and less often. A poll that is
 * due passes a {@link Gate}, which lets {@code poll.max_concurrent} polls run at a time, at most
 * half as many as there are connections (a poll may probe, too); the others wait in order. So N
 * nodes cost N timers and no look through all of them.
 *
 * <p>A poll ends in its own time whatever the node does, and whatever the agent does wrong: a
 * failed future is counted, and the next poll comes all the same. When no poll has ended for three
 * intervals although one was due, polling stands still, which {@link #problem} reports.
 */
final class FleetPoller {
  /** Nodes are first polled at this rate, so that an agent is ready soon and starts no storm. */
  private static final Duration FIRST_ROUND_PER_NODE = Duration.ofMillis(1);

  private final Confinement loop = new Confinement();
  private final Vertx vertx;
  private final Gate gate;
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
    this.gate = new Gate(atATime(config));
  }

  private int atATime(PollConfig config) {
    return Math.min(config.maxConcurrent(), most);
  }

  /**
   * What is wrong when polling stands still: no poll has ended for three intervals though one was
   * due before. Any thread may ask.
   *
   * @param now on the monotonic clock
   */
  Optional<String> problem(long now) {
    PollConfig current = config;
    long patience = Polling.patience(current).toNanos();
    if (current.onDemand() || now - lastEnd <= patience) {
      return Optional.empty();
    }
    boolean late = timers.values().stream().anyMatch(timer -> now - timer.due > patience);
    return late
        ? Optional.of(
            "no poll has ended for %d s (expected one within %d s)"
                .formatted(
                    TimeUnit.NANOSECONDS.toSeconds(now - lastEnd),
                    Math.max(1, TimeUnit.NANOSECONDS.toSeconds(patience))))
        : Optional.empty();
  }

  /** Polls further nodes, each soon for the first time. */
  void add(Collection<Node> nodes) {
    loop.check();
    Duration firstRound = firstRound(nodes.size());
    nodes.forEach(node -> timers.put(node, new NodeTimer(node, firstRound)));
  }

  private static Duration firstRound(int nodes) {
    return FIRST_ROUND_PER_NODE.multipliedBy(nodes);
  }

  /** Polls a node no more; a poll under way ends in its time. */
  void remove(Node node) {
    loop.check();
    NodeTimer gone = timers.remove(node);
    if (gone != null) {
      gone.cancel();
    }
  }

  /** Goes on by another configuration; the timers stay unless the interval changes. */
  void follow(PollConfig other) {
    loop.check();
    boolean sameInterval = other.interval().equals(config.interval());
    config = other;
    gate.limit(atATime(other));
    if (!sameInterval) {
      Duration firstRound = firstRound(timers.size());
      timers.values().forEach(timer -> timer.restart(firstRound));
    }
  }

  /** A node that the agent makes a mistake with is left out. */
  Future<List<NodeStatus>> pollAll(List<Node> nodes, Duration timeout) {
    loop.check();
    List<Future<NodeStatus>> polls =
        nodes.stream().map(node -> gate.pass(() -> node.poll(timeout))).toList();
    polls.forEach(poll -> poll.onFailure(mistake -> errors.caught(Where.POLLER, mistake)));
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

  /** The polls of one node, one after the other. */
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

    /** Takes the new interval; the next poll comes no later than it would have. */
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
      gate.pass(this::poll)
          .onComplete(
              result -> {
                polling = false;
                if (result.failed()) {
                  errors.caught(Where.POLLER, result.cause());
                }
                long now = System.nanoTime();
                lastEnd = now;
                if (!cancelled && !config.onDemand()) {
                  at(schedule.next(now, node.failedInARow()));
                }
              });
    }

    /** A failed future is a mistake of the agent; the node's next poll comes all the same. */
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
