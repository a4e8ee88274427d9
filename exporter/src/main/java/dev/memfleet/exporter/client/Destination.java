package dev.memfleet.exporter.client;

import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.protocol.AnswerMemory;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One node, and how to connect to it. Confined to one event loop but for the certificate. */
public final class Destination {
  private final Connector connector;
  private final NodeAddress node;
  private final Predicate<InetAddress> allowed;
  private volatile @Nullable Instant certificateExpiry;

  Destination(Connector connector, NodeAddress node, Predicate<InetAddress> allowed) {
    this.connector = connector;
    this.node = node;
    this.allowed = allowed;
  }

  /** As {@link Connector#connect}. */
  Future<Link> connect(Deadline deadline) {
    return connector
        .connect(node, allowed, deadline)
        .onSuccess(link -> certificateExpiry = link.certificateExpiry());
  }

  AnswerMemory answerMemory() {
    return connector.answerMemory();
  }

  /**
   * When the first of the certificates ends that the node showed on the last new connection; null
   * before, and without TLS.
   */
  public @Nullable Instant certificateExpiry() {
    return certificateExpiry;
  }
}
