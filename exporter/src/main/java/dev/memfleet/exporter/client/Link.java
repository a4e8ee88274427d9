package dev.memfleet.exporter.client;

import dev.memfleet.exporter.protocol.Dialect;
import dev.memfleet.exporter.protocol.ProtocolException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
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

  /** Parses an answer. */
  @FunctionalInterface
  interface Answer<T> {
    /**
     * The answer, or null while it is incomplete.
     *
     * @param received all bytes of it so far
     */
    @Nullable T parse(byte[] received) throws ProtocolException;
  }

  /**
   * Sends a request and reads its answer. One request at a time.
   *
   * @return fails with a {@link PollException} only; without a deadline of its own
   */
  <T> Future<T> ask(byte[] request, Answer<T> answer) {
    Promise<T> answered = Promise.promise();
    Buffer received = Buffer.buffer();
    socket.handler(
        piece -> {
          try {
            T parsed = answer.parse(received.appendBuffer(piece).getBytes());
            if (parsed != null) {
              answered.tryComplete(parsed);
            }
          } catch (ProtocolException e) {
            answered.tryFail(new PollException(FailureReason.PROTOCOL, Connector.text(e)));
          }
        });
    socket.exceptionHandler(cause -> answered.tryFail(PollException.ofBreak(cause)));
    socket.closeHandler(
        ignored ->
            answered.tryFail(
                new PollException(FailureReason.RESET, "the node closed the connection")));
    socket.write(Buffer.buffer(request));
    return answered.future();
  }

  public Future<Void> close() {
    return socket.close();
  }
}
