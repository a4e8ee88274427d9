package dev.memfleet.exporter.client;

import dev.memfleet.exporter.protocol.Dialect;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A connection over which a node answers one command with a stream of bytes, such as {@code watch}.
 * Bytes are handed on as they arrive and never queued, so a slow reader slows the node down
 * (back-pressure). Confined to one event loop.
 */
public final class AnswerStream {
  private final Link link;
  private final Promise<Void> ended = Promise.promise();

  private AnswerStream(Link link, Consumer<byte[]> reader) {
    this.link = link;
    NetSocket socket = link.socket();
    socket.handler(piece -> reader.accept(piece.getBytes()));
    socket.exceptionHandler(cause -> ended.tryFail(PollException.ofBreak(cause)));
    socket.closeHandler(ignored -> ended.tryComplete());
  }

  /**
   * Opens a connection and sends the command.
   *
   * @param request with its line end
   * @param reader takes what the node answers, on the event loop
   * @return fails with a {@link PollException} or a {@link BinaryOnlyException} only
   */
  public static Future<AnswerStream> open(
      Destination node, String request, Duration timeout, Consumer<byte[]> reader) {
    Deadline deadline = Deadline.in(timeout);
    return node.connectForProbe(deadline)
        .compose(
            link -> {
              if (link.dialect() != Dialect.TEXT) {
                link.close();
                return Future.failedFuture(new BinaryOnlyException());
              }
              AnswerStream stream = new AnswerStream(link, reader);
              return link.socket().write(Buffer.buffer(request)).map(written -> stream);
            })
        .recover(
            cause ->
                Future.failedFuture(
                    cause instanceof BinaryOnlyException
                        ? cause
                        : PollException.of(cause, timeout)));
  }

  /** Completes when either side closes the connection; fails when it breaks. */
  public Future<Void> ended() {
    return ended.future();
  }

  /**
   * Half-closes the connection and reads on: the node sends what it has buffered and closes. A node
   * before 1.6.45 may use freed memory if the connection is closed while it is sending.
   *
   * @param timeout after which the connection is closed anyway
   * @return completes when it is closed, cleanly or not
   */
  public Future<Void> finish(Duration timeout) {
    Channel channel = ((NetSocketInternal) link.socket()).channelHandlerContext().channel();
    if (channel instanceof DuplexChannel duplex) {
      duplex.shutdownOutput();
    }
    return Deadline.in(timeout)
        .limit(ended.future())
        .recover(
            cause -> cause instanceof TimeoutException ? link.close() : Future.succeededFuture());
  }
}
