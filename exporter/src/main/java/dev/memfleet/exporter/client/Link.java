package dev.memfleet.exporter.client;

import dev.memfleet.exporter.protocol.Dialect;
import io.vertx.core.Future;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An open connection to a node, ready for commands.
 *
 * @param client the client that opened the socket; it must be referenced while the socket is in
 *     use, or Vert.x closes both
 * @param certificateExpiry the earliest expiry among the certificates that the node showed; null
 *     without TLS
 */
public record Link(
    NetSocket socket, NetClient client, Dialect dialect, @Nullable Instant certificateExpiry) {

  public Future<Void> close() {
    return socket.close();
  }
}
