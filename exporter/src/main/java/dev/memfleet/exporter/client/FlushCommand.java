package dev.memfleet.exporter.client;

import dev.memfleet.exporter.protocol.ProtocolException;
import dev.memfleet.exporter.protocol.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Drops all items of a node ({@code flush_all}), over a separate connection. The agent never does
 * this; operators may. Confined to the destination's event loop.
 */
public final class FlushCommand {
  private FlushCommand() {}

  /**
   * Flushes a node.
   *
   * @param delay until the items are dropped, in whole seconds
   * @param timeout for everything: name, connection and answer
   * @return completes when the node has confirmed; fails with a {@link PollException} only
   */
  public static Future<Void> flush(Destination node, Duration delay, Duration timeout) {
    Deadline deadline = Deadline.in(timeout);
    return node.connect(deadline)
        .compose(link -> deadline.limit(ask(link, delay)).onComplete(ignored -> link.close()))
        .recover(cause -> Future.failedFuture(failed(cause, timeout)));
  }

  private static Future<Void> ask(Link link, Duration delay) {
    Promise<Void> answered = Promise.promise();
    Buffer received = Buffer.buffer();
    NetSocket socket = link.socket();
    socket.handler(
        piece -> {
          byte[] all = received.appendBuffer(piece).getBytes();
          try {
            end(answered, link.dialect().flushAnswer(all));
          } catch (ProtocolException e) {
            answered.tryFail(new PollException(FailureReason.PROTOCOL, Connector.text(e)));
          }
        });
    socket.exceptionHandler(cause -> answered.tryFail(PollException.ofBreak(cause)));
    socket.closeHandler(
        ignored ->
            answered.tryFail(
                new PollException(FailureReason.RESET, "the node closed the connection")));
    socket.write(Buffer.buffer(link.dialect().flush((int) delay.toSeconds())));
    return answered.future();
  }

  private static void end(Promise<Void> answered, @Nullable String refusal) {
    if (refusal == null) {
      return;
    }
    if (refusal.isEmpty()) {
      answered.tryComplete();
      return;
    }
    FailureReason reason =
        Refusal.isFull(refusal)
            ? FailureReason.REFUSED
            : Refusal.wantsCredentials(refusal) ? FailureReason.AUTH : FailureReason.PROTOCOL;
    answered.tryFail(new PollException(reason, "the node refused flush_all: " + refusal));
  }

  private static PollException failed(Throwable cause, Duration timeout) {
    if (cause instanceof PollException poll) {
      return poll;
    }
    return cause instanceof TimeoutException
        ? new PollException(
            FailureReason.TIMEOUT, "no complete answer within " + timeout.toMillis() + " ms")
        : new PollException(FailureReason.RESET, Connector.text(cause));
  }
}
