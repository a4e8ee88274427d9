package dev.memfleet.exporter.client;

import dev.memfleet.exporter.protocol.Dialect;
import io.vertx.core.Future;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A connection over which a node can be asked.
 *
 * @param client what opened the socket; it must be referenced for as long as the socket is in use,
 *     or Vert.x closes both
 * @param certificateExpiry the earliest end of validity among the certificates that the node
 *     showed; null without TLS
 */
public record Link(
    NetSocket socket, NetClient client, Dialect dialect, @Nullable Instant certificateExpiry) {

  public Future<Void> close() {
    return socket.close();
  }
}
