package dev.memfleet.exporter.client;

import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.protocol.StatsReply;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Polls one node over one connection, which stays open between polls while the node's name resolves
 * to its address. A reused connection that ends before the first byte of an answer (idle timeout of
 * the node, a NAT that dropped the mapping) is replaced once, within the same deadline. Any other
 * error closes the connection, and fails the poll unless the first answer has arrived. Confined to
 * one event loop.
 */
public final class NodeClient {
  private final Confinement loop = new Confinement();
  private Destination destination;
  private @Nullable StatsConnection connection;
  private @Nullable Destination connectedTo;
  private @Nullable ProbeResult lastConnect;

  public NodeClient(Destination destination) {
    this.destination = destination;
  }

  /** Changes the destination; the next poll opens a new connection. */
  public void setDestination(Destination other) {
    loop.check();
    destination = other;
  }

  /**
   * The node's answer to each section. Refusals are answers too; so are the sections after the
   * first whose answers did not arrive.
   *
   * @param timeout for everything: name, connection and answers
   * @return fails with a {@link PollException} only
   */
  public Future<Map<Section, StatsReply>> ask(Set<Section> sections, Duration timeout) {
    loop.check();
    long start = System.nanoTime();
    Deadline deadline = Deadline.in(timeout);
    lastConnect = null;
    List<Section> order = new ArrayList<>(sections);
    NodeLocation location = destination.location();
    Future<List<StatsReply>> answers =
        connection != null && location.due()
            ? location.refresh(deadline).compose(looked -> askOpenConnection(order, deadline))
            : askOpenConnection(order, deadline);
    return answers
        .map(replies -> bySection(order, replies))
        .recover(cause -> Future.failedFuture(failed(cause, timeout, start)));
  }

  private Future<List<StatsReply>> askOpenConnection(List<Section> order, Deadline deadline) {
    StatsConnection reused = reusable();
    return reused == null
        ? askNewConnection(order, deadline)
        : reused
            .ask(order, deadline)
            .recover(
                cause ->
                    cause instanceof LostConnectionException lost && mayRetry(reused, lost)
                        ? askNewConnection(order, deadline)
                        : Future.failedFuture(cause));
  }

  /** The connection that the last poll tried to open; null if it reused one. */
  public @Nullable ProbeResult lastConnect() {
    return lastConnect;
  }

  private @Nullable StatsConnection reusable() {
    StatsConnection last = connection;
    boolean reusable =
        last != null
            && last.isOpen()
            && connectedTo == destination
            && !destination.location().hasMoved();
    return reusable ? last : null;
  }

  /** Excludes connections that this side closed because the poll is over. */
  private boolean mayRetry(StatsConnection reused, LostConnectionException lost) {
    return connection == reused && !lost.answerBegun() && lost.reason() == FailureReason.RESET;
  }

  private Future<List<StatsReply>> askNewConnection(List<Section> order, Deadline deadline) {
    long start = System.nanoTime();
    Destination to = destination;
    return to.connect(deadline)
        .compose(
            link -> {
              Duration connect = Duration.ofNanos(System.nanoTime() - start);
              lastConnect = new ProbeResult(true, connect, Duration.ZERO);
              close();
              StatsConnection fresh = new StatsConnection(link, to.answerMemory());
              connection = fresh;
              connectedTo = to;
              return fresh.ask(order, deadline);
            });
  }

  /** The answers by section. */
  static Map<Section, StatsReply> bySection(List<Section> order, List<StatsReply> replies) {
    Map<Section, StatsReply> bySection = new EnumMap<>(Section.class);
    for (int i = 0; i < order.size(); i++) {
      bySection.put(order.get(i), replies.get(i));
    }
    return bySection;
  }

  private PollException failed(Throwable cause, Duration timeout, long start) {
    close();
    ProbeResult opened = lastConnect;
    Duration connect =
        opened == null ? Duration.ofNanos(System.nanoTime() - start) : opened.connect();
    lastConnect = new ProbeResult(false, connect, Duration.ZERO);
    return PollException.of(cause, timeout);
  }

  /** Closes the connection; the next poll opens a new one. */
  public void close() {
    loop.check();
    StatsConnection last = connection;
    connection = null;
    if (last != null) {
      last.close();
    }
  }
}
