package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.config.PollConfig;
import dev.memfleet.exporter.scrape.NodeStatus;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Polls every node on its interval; with interval zero only once, when it is added. Event loop
 * only.
 */
final class FleetPoller {
  /** Nodes are first polled at this rate, so that an agent is ready soon and starts no storm. */
  private static final Duration FIRST_ROUND_PER_NODE = Duration.ofMillis(1);

  private final Vertx vertx;
  private final Gate gate;
  private final SplittableRandom random = new SplittableRandom();
  private final Map<Node, Turns> turns = new LinkedHashMap<>();
  private PollConfig config;

  FleetPoller(Vertx vertx, PollConfig config) {
    this.vertx = vertx;
    this.config = config;
    this.gate = new Gate(config.maxConcurrent());
  }

  /** Polls further nodes, each soon for the first time. */
  void add(Collection<Node> nodes) {
    Duration firstRound = firstRound(nodes.size());
    nodes.forEach(node -> turns.put(node, new Turns(node, firstRound)));
  }

  private static Duration firstRound(int nodes) {
    return FIRST_ROUND_PER_NODE.multipliedBy(nodes);
  }

  /** Polls a node no more; a poll under way ends in its time. */
  void remove(Node node) {
    Turns gone = turns.remove(node);
    if (gone != null) {
      gone.cancel();
    }
  }

  /** Goes on by another configuration; the turns stay unless the interval changes. */
  void follow(PollConfig other) {
    boolean sameInterval = other.interval().equals(config.interval());
    config = other;
    gate.limit(other.maxConcurrent());
    if (!sameInterval) {
      Duration firstRound = firstRound(turns.size());
      turns.values().forEach(turn -> turn.restart(firstRound));
    }
  }

  Future<List<NodeStatus>> pollAll(List<Node> nodes, Duration timeout) {
    List<Future<NodeStatus>> polls =
        nodes.stream().map(node -> gate.pass(() -> node.poll(timeout))).toList();
    return Future.join(polls).map(all -> all.<NodeStatus>list());
  }

  void stop() {
    turns.values().forEach(Turns::cancel);
    turns.clear();
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** The polls of one node, one after the other. */
  private final class Turns {
    private static final long NONE = -1;

    private final Node node;
    private PollSchedule schedule;
    private long timer = NONE;
    private long due;
    private boolean polling;
    private boolean cancelled;

    Turns(Node node, Duration firstWithin) {
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
      timer = vertx.setTimer(delay, now -> turn());
    }

    private void turn() {
      timer = NONE;
      polling = true;
      gate.pass(this::poll)
          .onComplete(
              end -> {
                polling = false;
                if (!cancelled && !config.onDemand()) {
                  at(schedule.next(System.nanoTime(), node.failedInARow()));
                }
              });
    }

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
