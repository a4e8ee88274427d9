package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.client.Connector;
import dev.memfleet.exporter.client.Deadline;
import dev.memfleet.exporter.client.Destination;
import dev.memfleet.exporter.client.FailureReason;
import dev.memfleet.exporter.client.NodeClient;
import dev.memfleet.exporter.history.NodeHistory;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.scrape.ScrapeRequest;
import dev.memfleet.exporter.scrape.ScrapeResult;
import dev.memfleet.exporter.text.LogEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One node: its connection, last result and history. Polled on the event loop, one poll at a time;
 * {@link #status} is thread-safe. A poll that fails because the agent lacks resources leaves the
 * node's state unchanged.
 */
final class Node extends Sockets.Holder {
  private static final Logger LOG = Logger.getLogger(Node.class.getName());
  private static final long NEVER_NANOS = Long.MAX_VALUE / 2;

  private final NodeAddress address;
  private final Predicate<InetAddress> allowed;
  private final NodeClient client;
  private final Polling polling;
  private final NodeProbes probes;
  private final boolean remembers;
  private final NodeHistory history = new NodeHistory();
  private final Promise<Void> firstPoll = Promise.promise();

  private Profile profile;
  private Optional<Set<Section>> collectors = Optional.empty();
  private Connector connector;
  private Destination destination;
  private List<String> labelNames = List.of();
  private List<String> labelValues = List.of();
  private volatile @Nullable NodeStatus status;
  private volatile Map<FailureReason, Long> failures = Map.of();
  private volatile long freshUntil;
  private @Nullable Poll inFlight;
  private long polls;
  private int failedInARow;
  private boolean closed;

  /**
   * A node.
   *
   * @param allowed the only IP addresses to connect to
   * @param remembers whether to keep the last result, which is large
   */
  Node(
      NodeAddress address,
      Profile profile,
      Predicate<InetAddress> allowed,
      boolean remembers,
      Polling polling) {
    this.address = address;
    this.allowed = allowed;
    this.remembers = remembers;
    this.polling = polling;
    this.probes = new NodeProbes(address, polling);
    this.profile = profile;
    this.connector = polling.connectors().of(profile);
    this.destination = connector.to(address, allowed);
    this.client = new NodeClient(destination);
  }

  /** How the agent connects to it. */
  Profile profile() {
    return profile;
  }

  /** Changes the profile; the next poll reconnects if the connection would differ. */
  void connectBy(Profile other) {
    profile = other;
    Connector next = polling.connectors().of(other);
    if (next != connector) {
      connector = next;
      destination = next.to(address, allowed);
      client.setDestination(destination);
    }
  }

  /** Sets the collectors from the next poll on; empty for those of the profile. */
  void collect(Optional<Set<Section>> only) {
    collectors = only;
  }

  /** Sets the labels of all series of the node, including those of its last poll. */
  void label(List<String> names, List<String> values) {
    polling.check();
    if (!names.equals(labelNames) || !values.equals(labelValues)) {
      labelNames = List.copyOf(names);
      labelValues = List.copyOf(values);
      NodeStatus last = status;
      status = last == null ? null : last.withLabels(labelNames, labelValues);
    }
  }

  /** Completes with the node's first poll, or when the node is closed before it. */
  Future<Void> firstPoll() {
    return firstPoll.future();
  }

  /**
   * The last result, marked as expired if it is too old; null before the first poll has ended.
   *
   * @param now on the monotonic clock
   */
  @Nullable NodeStatus status(long now) {
    NodeStatus last = status;
    return last == null || now - freshUntil <= 0 ? last : last.expired();
  }

  /** The node's history; empty unless it remembers. */
  NodeHistory history() {
    return history;
  }

  /** Number of failed polls since the last successful one. */
  int failedInARow() {
    return failedInARow;
  }

  /** Like {@link #poll(Set, Duration)}, for all of its collectors. */
  Future<NodeStatus> poll(Duration timeout) {
    return poll(EnumSet.allOf(Section.class), timeout);
  }

  /**
   * Polls the node or joins the poll in flight; also probes it when that is due. A poll of some
   * collectors does not replace the node's last result. A failed future is a bug in the agent.
   *
   * @param only the collectors to ask for, among the node's own
   * @param timeout timeout of this caller, which does not count as a failure of the node
   */
  Future<NodeStatus> poll(Set<Section> only, Duration timeout) {
    polling.check();
    ScrapeRequest part = wanted().only(only);
    Poll joined = inFlight;
    Future<NodeStatus> poll =
        joined == null ? begin(part, polling.config().timeout()) : joined.end(part, this);
    if (joined == null && timeout.compareTo(polling.config().timeout()) >= 0) {
      return poll;
    }
    Lateness lateness = polling.lateness();
    return Deadline.in(timeout)
        .limit(poll)
        .recover(
            cause ->
                cause instanceof TimeoutException
                    ? Future.succeededFuture(statusOf(timedOut(part, timeout, lateness)))
                    : Future.failedFuture(cause));
  }

  private static ScrapeResult timedOut(ScrapeRequest part, Duration timeout, Lateness lateness) {
    return lateness.mayHaveCausedTimeout(timeout)
        ? ScrapeResult.notAsked(lateness.text(timeout), part.collectors())
        : ScrapeResult.timedOut(timeout, part.collectors());
  }

  /** A poll in flight and what it asks for. */
  private record Poll(ScrapeRequest wanted, Future<NodeStatus> end) {
    /**
     * The requested sections of this poll's result; if it does not cover them, polls again after
     * it.
     */
    Future<NodeStatus> end(ScrapeRequest part, Node node) {
      return wanted.covers(part)
          ? end.map(status -> status.withLast(status.last().of(part.collectors())))
          : end.transform(ended -> node.poll(part.collectors(), node.polling.config().timeout()));
    }
  }

  private Future<NodeStatus> begin(ScrapeRequest part, Duration timeout) {
    if (!polling.sockets().take(this)) {
      return Future.succeededFuture(
          ended(part, ScrapeResult.notAsked(polling.sockets().allInUse(), part.collectors())));
    }
    Future<NodeStatus> polled =
        Future.succeededFuture()
            .compose(
                ignored -> {
                  Future<?> probed = probes.runDue(destination, canaryInterval(), timeout);
                  return new FairPoll(polling, client, part, timeout)
                      .ask()
                      .compose(result -> probed.map(done -> ended(part, result)));
                });
    if (polled.isComplete()) {
      return polled.onFailure(cause -> reset());
    }
    inFlight = new Poll(part, polled);
    return polled.onComplete(
        ended -> {
          inFlight = null;
          if (ended.failed()) {
            reset();
          }
        });
  }

  /** What a poll asks for: the node's own collectors, those of its profile or the default ones. */
  ScrapeRequest wanted() {
    return polling.scraper().wanted(collectors.or(profile::collectors));
  }

  /** Only nodes that the agent watches have canaries. */
  private Duration canaryInterval() {
    return remembers ? profile.canaryInterval() : Duration.ZERO;
  }

  /** Resets the connection after a bug in the agent. */
  private void reset() {
    disconnect();
    firstPoll.tryComplete();
  }

  private void disconnect() {
    client.close();
    polling.sockets().free(this);
  }

  @Override
  void closeIdle() {
    client.close();
  }

  private NodeStatus ended(ScrapeRequest part, ScrapeResult result) {
    polls++;
    FailureReason reason = result.failure();
    if (reason != null) {
      count(reason);
    }
    if (result.asked()) {
      upOrDown(result);
    } else {
      polling.shortage().report(result.message());
    }
    probes.connected(client.lastConnect());
    if (polling.config().reconnect() || closed || !result.up()) {
      disconnect();
    } else {
      polling.sockets().rest(this);
    }
    NodeStatus now = statusOf(result);
    if (part.covers(wanted())) {
      remember(now);
      firstPoll.tryComplete();
    }
    return now;
  }

  private void count(FailureReason reason) {
    Map<FailureReason, Long> counts = new EnumMap<>(FailureReason.class);
    counts.putAll(failures);
    counts.merge(reason, 1L, Long::sum);
    failures = Collections.unmodifiableMap(counts);
  }

  private void upOrDown(ScrapeResult result) {
    boolean wasUp = failedInARow == 0;
    failedInARow = result.up() ? 0 : failedInARow + 1;
    FailureReason reason = result.failure();
    if (!remembers) {
      if (wasUp && reason != null) {
        polling.failedTargets().failed(address, reason, result.message());
      }
    } else if (wasUp && reason != null) {
      LogEvent.warning(
          LOG, "node down", "address", address, "reason", reason.label(), "err", result.message());
    } else if (!wasUp && reason == null) {
      LogEvent.info(LOG, "node up", "address", address);
    }
  }

  private void remember(NodeStatus now) {
    if (!remembers) {
      return;
    }
    history.add(now.last(), polling.retention());
    NodeStatus before = status;
    if (before != null && before.last().asked() && !now.last().asked()) {
      status = statusOf(before.last());
    } else {
      PollConfig config = polling.config();
      freshUntil =
          System.nanoTime()
              + (config.onDemand() ? NEVER_NANOS : Polling.maxAge(config, failedInARow).toNanos());
      status = now;
    }
  }

  private NodeStatus statusOf(ScrapeResult result) {
    return new NodeStatus(
        labelNames,
        labelValues,
        result,
        probes.connect(),
        probes.canary(),
        destination.certificateExpiry(),
        polls,
        failures);
  }

  /** Closes the connection when the poll in flight has ended. */
  void close() {
    polling.check();
    closed = true;
    firstPoll.tryComplete();
    if (inFlight == null) {
      disconnect();
    }
  }
}
