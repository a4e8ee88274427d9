package dev.memfleet.exporter.client;

import dev.memfleet.exporter.protocol.Refusal;
import io.vertx.core.Future;
import java.time.Duration;

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
        .recover(cause -> Future.failedFuture(PollException.of(cause, timeout)));
  }

  private static Future<Void> ask(Link link, Duration delay) {
    byte[] request = link.dialect().flush((int) delay.toSeconds());
    return link.ask(request, link.dialect()::flushAnswer).compose(FlushCommand::end);
  }

  private static Future<Void> end(String refusal) {
    if (refusal.isEmpty()) {
      return Future.succeededFuture();
    }
    FailureReason reason =
        Refusal.isFull(refusal)
            ? FailureReason.REFUSED
            : Refusal.wantsCredentials(refusal) ? FailureReason.AUTH : FailureReason.PROTOCOL;
    return Future.failedFuture(new PollException(reason, "the node refused flush_all: " + refusal));
  }
}
