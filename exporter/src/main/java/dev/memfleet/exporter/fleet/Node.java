package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.client.ConnectProbe;
import dev.memfleet.exporter.client.Connector;
import dev.memfleet.exporter.client.Deadline;
import dev.memfleet.exporter.client.Destination;
import dev.memfleet.exporter.client.FailureReason;
import dev.memfleet.exporter.client.NodeClient;
import dev.memfleet.exporter.client.ProbeResult;
import dev.memfleet.exporter.history.NodeHistory;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.scrape.ScrapeResult;
import dev.memfleet.exporter.scrape.Wanted;
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
 * One node: its connection, its last result and what happened to it so far. Polled on the event
 * loop, one poll at a time; {@link #status} may be read by any thread. A poll that the agent had no
 * resources for changes none of what is known of the node.
 */
final class Node extends Sockets.Holder {
  private static final Logger LOG = Logger.getLogger(Node.class.getName());
  private static final long FOR_GOOD = Long.MAX_VALUE / 2;

  private final NodeAddress address;
  private final Predicate<InetAddress> allowed;
  private final NodeClient client;
  private final Polling polling;
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
  private volatile @Nullable ProbeResult probe;
  private volatile Map<FailureReason, Long> failures = Map.of();
  private volatile long freshUntil;
  private @Nullable Poll inFlight;
  private long nextProbe = Long.MIN_VALUE;
  private long polls;
  private int failedInARow;
  private boolean closed;

  /**
   * A node.
   *
   * @param allowed the only IP addresses to connect to
   * @param remembers whether it keeps its last result, which is large
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
    this.profile = profile;
    this.connector = polling.connectors().of(profile);
    this.destination = connector.to(address, allowed);
    this.client = new NodeClient(destination);
  }

  /** How it is connected to. */
  Profile profile() {
    return profile;
  }

  /** Connects in this way; the next poll opens a new connection if that makes a difference. */
  void connectBy(Profile other) {
    profile = other;
    Connector next = polling.connectors().of(other);
    if (next != connector) {
      connector = next;
      destination = next.to(address, allowed);
      client.follow(destination);
    }
  }

  /** Has these collectors from the next poll on, or those of its profile. */
  void collect(Optional<Set<Section>> only) {
    collectors = only;
  }

  /** Labels all series of the node, those of its last poll too. */
  void label(List<String> names, List<String> values) {
    polling.check();
    if (!names.equals(labelNames) || !values.equals(labelValues)) {
      labelNames = List.copyOf(names);
      labelValues = List.copyOf(values);
      NodeStatus last = status;
      status = last == null ? null : last.withLabels(labelNames, labelValues);
    }
  }

  /** Ends with the node's first poll, or when it is closed before. */
  Future<Void> firstPoll() {
    return firstPoll.future();
  }

  /**
   * What the last poll gave; null before the first one ended. A result that is too old says nothing
   * about the node any more.
   *
   * @param now on the monotonic clock
   */
  @Nullable NodeStatus status(long now) {
    NodeStatus last = status;
    return last == null || now - freshUntil <= 0 ? last : last.expired();
  }

  /** What happened to it so far; empty unless it remembers. */
  NodeHistory history() {
    return history;
  }

  /** Polls that failed since the last one that didn't. */
  int failedInARow() {
    return failedInARow;
  }

  /** As {@link #poll(Set, Duration)}, for all of its collectors. */
  Future<NodeStatus> poll(Duration patience) {
    return poll(EnumSet.allOf(Section.class), patience);
  }

  /**
   * Polls the node, or joins the poll under way; and probes it where that is due. A poll of a part
   * is not the node's last result. A failed future is a mistake of the agent.
   *
   * @param only of its collectors those to ask for
   * @param patience of this caller; who cannot wait for the end of the poll gets a timeout, which
   *     does not count as the node's
   */
  Future<NodeStatus> poll(Set<Section> only, Duration patience) {
    polling.check();
    Wanted part = wanted().only(only);
    Poll joined = inFlight;
    Future<NodeStatus> poll =
        joined == null ? begin(part, polling.config().timeout()) : joined.end(part, this);
    if (joined == null && patience.compareTo(polling.config().timeout()) >= 0) {
      return poll;
    }
    Lateness lateness = polling.lateness();
    return Deadline.in(patience)
        .limit(poll)
        .recover(
            late ->
                late instanceof TimeoutException
                    ? Future.succeededFuture(statusOf(cutShort(part, patience, lateness)))
                    : Future.failedFuture(late));
  }

  private static ScrapeResult cutShort(Wanted part, Duration patience, Lateness lateness) {
    return lateness.matters(patience)
        ? ScrapeResult.notAsked(lateness.text(patience), part.collectors())
        : ScrapeResult.timedOut(patience, part.collectors());
  }

  /** A poll under way and what it asks for. */
  private record Poll(Wanted wanted, Future<NodeStatus> end) {
    /** Of its result what is wanted; where it does not ask for that, another poll after it. */
    Future<NodeStatus> end(Wanted part, Node node) {
      return wanted.covers(part)
          ? end.map(status -> status.withLast(status.last().of(part.collectors())))
          : end.transform(ended -> node.poll(part.collectors(), node.polling.config().timeout()));
    }
  }

  private Future<NodeStatus> begin(Wanted part, Duration timeout) {
    if (!polling.sockets().take(this)) {
      return Future.succeededFuture(
          ended(part, ScrapeResult.notAsked(polling.sockets().allInUse(), part.collectors())));
    }
    Future<NodeStatus> polled =
        Future.succeededFuture()
            .compose(
                ignored -> {
                  Future<?> probed = probeIfDue(timeout);
                  return new FairPoll(polling, client, part, timeout)
                      .ask()
                      .compose(result -> probed.map(done -> ended(part, result)));
                });
    if (polled.isComplete()) {
      return polled.onFailure(mistake -> broken());
    }
    inFlight = new Poll(part, polled);
    return polled.onComplete(
        ended -> {
          inFlight = null;
          if (ended.failed()) {
            broken();
          }
        });
  }

  private Wanted wanted() {
    return polling.scraper().wanted(collectors.or(profile::collectors));
  }

  /** Begins afresh after a mistake of the agent. */
  private void broken() {
    disconnect();
    firstPoll.tryComplete();
  }

  private void disconnect() {
    client.close();
    polling.sockets().free(this);
  }

  @Override
  void giveUp() {
    client.close();
  }

  private Future<?> probeIfDue(Duration timeout) {
    Duration interval = polling.config().connectProbeInterval();
    long now = System.nanoTime();
    boolean due = nextProbe == Long.MIN_VALUE || now - nextProbe >= 0;
    if (interval.isZero() || polling.config().reconnect() || !due) {
      return Future.succeededFuture();
    }
    Sockets.Brief socket = new Sockets.Brief();
    if (!polling.sockets().take(socket)) {
      return Future.succeededFuture();
    }
    nextProbe = now + interval.toNanos();
    Lateness lateness = polling.lateness();
    return ConnectProbe.probe(destination, timeout)
        .onSuccess(result -> probed(result, lateness.matters(timeout)))
        .onComplete(ignored -> polling.sockets().free(socket));
  }

  /** A failure while the agent itself was late says nothing; the next poll probes again. */
  private void probed(ProbeResult result, boolean late) {
    if (result.success() || !late) {
      probe = result;
    } else {
      nextProbe = Long.MIN_VALUE;
    }
  }

  private NodeStatus ended(Wanted part, ScrapeResult result) {
    polls++;
    FailureReason reason = result.failure();
    if (reason != null) {
      count(reason);
    }
    if (result.asked()) {
      upOrDown(result);
    } else {
      polling.shortage().noted(result.message());
    }
    connected(client.lastConnect());
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

  /** The poll's own connection, if it opened one, counts as a probe where it shows more. */
  private void connected(@Nullable ProbeResult connect) {
    ProbeResult last = probe;
    boolean worse = last == null || !last.success();
    boolean probes = !polling.config().connectProbeInterval().isZero();
    if (connect != null
        && (polling.config().reconnect() || (probes && connect.success() && worse))) {
      probe = connect;
    }
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
      LOG.warning(
          () -> "node is down: " + address + ": " + reason.label() + ": " + result.message());
    } else if (!wasUp && reason == null) {
      LOG.info(() -> "node is up: " + address);
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
              + (config.onDemand() ? FOR_GOOD : Polling.patience(config, failedInARow).toNanos());
      status = now;
    }
  }

  private NodeStatus statusOf(ScrapeResult result) {
    return new NodeStatus(
        labelNames, labelValues, result, probe, destination.certificateExpiry(), polls, failures);
  }

  /** Closes the connection, after the end of a poll under way. */
  void close() {
    polling.check();
    closed = true;
    firstPoll.tryComplete();
    if (inFlight == null) {
      disconnect();
    }
  }
}
