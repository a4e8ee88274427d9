package dev.memfleet.exporter.client;

import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.protocol.AnswerMemory;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One node, and how to connect to it. Confined to the connector's event loop, except for the
 * certificate.
 */
public final class Destination {
  private final Connector connector;
  private final NodeAddress node;
  private final NodeLocation location;
  private volatile @Nullable Instant certificateExpiry;

  Destination(Connector connector, NodeAddress node, NodeLocation location) {
    this.connector = connector;
    this.node = node;
    this.location = location;
  }

  public NodeAddress address() {
    return node;
  }

  /** Like {@link Connector#connect}, to the current addresses of the node's name. */
  public Future<Link> connect(Deadline deadline) {
    return connect(deadline, step -> {});
  }

  /** The same, reporting each step in words. */
  Future<Link> connect(Deadline deadline, Consumer<String> steps) {
    return connect(() -> location.lookUp(deadline), deadline, steps)
        .onSuccess(link -> location.connected(link.socket().remoteAddress()));
  }

  /** Like {@link #connect}, but to the address that is polled, while its DNS record is valid. */
  Future<Link> connectForProbe(Deadline deadline) {
    return connect(() -> location.current(deadline), deadline, step -> {});
  }

  private Future<Link> connect(
      Supplier<Future<List<InetAddress>>> addresses, Deadline deadline, Consumer<String> steps) {
    return connector
        .connect(node, addresses, deadline, steps)
        .onSuccess(link -> certificateExpiry = link.certificateExpiry());
  }

  NodeLocation location() {
    return location;
  }

  AnswerMemory answerMemory() {
    return connector.answerMemory();
  }

  /**
   * The earliest expiry among the certificates that the node showed on the last new connection;
   * null before the first one, and without TLS.
   */
  public @Nullable Instant certificateExpiry() {
    return certificateExpiry;
  }
}
