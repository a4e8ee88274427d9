package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.client.Canary;
import dev.memfleet.exporter.client.CanaryResult;
import dev.memfleet.exporter.client.ConnectProbe;
import dev.memfleet.exporter.client.Destination;
import dev.memfleet.exporter.client.ProbeResult;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.protocol.ItemCommand;
import dev.memfleet.exporter.text.LogEvent;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The connect probes and canaries of one node, which are run beside its polls when they are due,
 * over connections of their own. Confined to the event loop.
 */
final class NodeProbes {
  private static final Logger LOG = Logger.getLogger(NodeProbes.class.getName());

  private final NodeAddress address;
  private final Polling polling;
  private @Nullable ProbeResult connect;
  private @Nullable CanaryResult canary;
  private final Due nextConnect = new Due();
  private final Due nextCanary = new Due();

  /** When something is next due; at first, now. */
  private static final class Due {
    private boolean waits;
    private long nanoTime;

    void at(long next) {
      waits = true;
      nanoTime = next;
    }

    void now() {
      waits = false;
    }

    boolean isBy(long now) {
      return !waits || now - nanoTime >= 0;
    }
  }

  NodeProbes(NodeAddress address, Polling polling) {
    this.address = address;
    this.polling = polling;
  }

  /** The last connect probe; null before the first one ended. */
  @Nullable ProbeResult connect() {
    return connect;
  }

  /** The last canary; null before the first one ended, and if the node has none. */
  @Nullable CanaryResult canary() {
    return canary;
  }

  /**
   * Runs what is due; completes when it has ended.
   *
   * @param canaryInterval zero for no canaries
   */
  Future<?> runDue(Destination node, Duration canaryInterval, Duration timeout) {
    polling.check();
    return Future.join(connectIfDue(node, timeout), canaryIfDue(node, canaryInterval, timeout));
  }

  private Future<?> connectIfDue(Destination node, Duration timeout) {
    Duration interval = polling.config().connectProbeInterval();
    return interval.isZero() || polling.config().reconnect()
        ? Future.succeededFuture()
        : runIfDue(
            nextConnect, interval, timeout, () -> ConnectProbe.probe(node, timeout), this::ended);
  }

  private Future<?> canaryIfDue(Destination node, Duration interval, Duration timeout) {
    if (interval.isZero()) {
      canary = null;
      nextCanary.now();
      return Future.succeededFuture();
    }
    return runIfDue(nextCanary, interval, timeout, () -> Canary.run(node, timeout), this::ended);
  }

  /**
   * Runs a probe if it is due and a connection is free.
   *
   * @param ended receives its result, and whether the agent was so late that a failure says nothing
   */
  private <T> Future<?> runIfDue(
      Due next,
      Duration interval,
      Duration timeout,
      Supplier<Future<T>> probe,
      BiConsumer<T, Boolean> ended) {
    long now = System.nanoTime();
    if (!next.isBy(now)) {
      return Future.succeededFuture();
    }
    Sockets.Brief socket = new Sockets.Brief();
    if (!polling.sockets().take(socket)) {
      return Future.succeededFuture();
    }
    next.at(now + interval.toNanos());
    Lateness lateness = polling.lateness();
    return probe
        .get()
        .onSuccess(result -> ended.accept(result, lateness.mayHaveCausedTimeout(timeout)))
        .onComplete(ignored -> polling.sockets().free(socket));
  }

  /** A failure while the agent itself was late says nothing; the next poll probes again. */
  private void ended(ProbeResult result, boolean late) {
    if (result.success() || !late) {
      connect = result;
    } else {
      nextConnect.now();
    }
  }

  /**
   * The connection opened by a poll, if any, counts as a probe when every poll reconnects, or when
   * it succeeds and the last probe did not.
   */
  void connected(@Nullable ProbeResult opened) {
    ProbeResult last = connect;
    boolean worse = last == null || !last.success();
    boolean probes = !polling.config().connectProbeInterval().isZero();
    if (opened != null && (polling.config().reconnect() || (probes && opened.success() && worse))) {
      connect = opened;
    }
  }

  /** A failure while the agent itself was late says nothing. */
  private void ended(CanaryResult result, boolean late) {
    if (!result.success() && late) {
      nextCanary.now();
      return;
    }
    CanaryResult before = canary;
    boolean worked = before == null || before.success();
    canary = result;
    ItemCommand failed = result.failed();
    if (worked && failed != null) {
      LogEvent.warning(
          LOG,
          "canary failed",
          "address",
          address,
          "command",
          failed.label(),
          "err",
          result.failure());
    } else if (!worked && failed == null) {
      LogEvent.info(LOG, "canary recovered", "address", address);
    }
  }
}
