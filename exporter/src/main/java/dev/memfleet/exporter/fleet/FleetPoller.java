package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.config.PollConfig;
import dev.memfleet.exporter.scrape.NodeStatus;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Polls every node on its interval; with interval zero only once, at the start. */
final class FleetPoller {
  /** Nodes are first polled at this rate, so that an agent is ready soon and starts no storm. */
  private static final Duration FIRST_ROUND_PER_NODE = Duration.ofMillis(1);

  private final Vertx vertx;
  private final PollConfig config;
  private final Gate gate;
  private final SplittableRandom random = new SplittableRandom();
  private final Map<Node, Long> timers = new HashMap<>();
  private boolean stopped;

  FleetPoller(Vertx vertx, PollConfig config) {
    this.vertx = vertx;
    this.config = config;
    this.gate = new Gate(config.maxConcurrent());
  }

  /** Starts polling; ends when every node was polled once. */
  Future<Void> start(List<Node> nodes) {
    if (config.onDemand()) {
      return pollAll(nodes, config.timeout()).mapEmpty();
    }
    Duration firstRound = FIRST_ROUND_PER_NODE.multipliedBy(nodes.size());
    if (firstRound.compareTo(config.interval()) > 0) {
      firstRound = config.interval();
    }
    long now = System.nanoTime();
    Duration within = firstRound;
    Stream<Future<NodeStatus>> firstPolls =
        nodes.stream()
            .map(
                node -> {
                  PollSchedule schedule = new PollSchedule(config.interval(), now, within, random);
                  return at(schedule.first(), node, schedule);
                });
    return Future.join(firstPolls.toList()).mapEmpty();
  }

  private Future<NodeStatus> at(long nanoTime, Node node, PollSchedule schedule) {
    Promise<NodeStatus> polled = Promise.promise();
    long delay = Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanoTime - System.nanoTime()));
    timers.put(
        node,
        vertx.setTimer(
            delay,
            timer ->
                gate.pass(() -> node.poll(config.timeout()))
                    .onComplete(
                        result -> {
                          if (!stopped) {
                            at(
                                schedule.next(System.nanoTime(), node.failedInARow()),
                                node,
                                schedule);
                          }
                          polled.handle(result);
                        })));
    return polled.future();
  }

  Future<List<NodeStatus>> pollAll(List<Node> nodes, Duration timeout) {
    List<Future<NodeStatus>> polls =
        nodes.stream().map(node -> gate.pass(() -> node.poll(timeout))).toList();
    return Future.join(polls).map(all -> all.<NodeStatus>list());
  }

  void stop() {
    stopped = true;
    timers.values().forEach(vertx::cancelTimer);
  }
}
