package dev.memfleet.exporter.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.memfleet.exporter.protocol.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;

/**
 * Opens a new connection, asks {@code version} and closes it. A node at its connection limit still
 * answers the existing connection of the poller; only a new connection shows that clients are
 * refused.
 */
public final class ConnectProbe {
  /** Upper limit of an answer to {@code version}, in bytes. */
  private static final int MAX_ANSWER = 1024;

  private ConnectProbe() {}

  /** Never fails: errors are part of the result. */
  public static Future<ProbeResult> probe(Destination node, Duration timeout) {
    long start = System.nanoTime();
    Deadline deadline = Deadline.in(timeout);
    return deadline
        .limit(node.connectBeside(deadline))
        .compose(
            link -> {
              Duration connect = since(start);
              long asked = System.nanoTime();
              return roundTrip(link, deadline)
                  .map(answered -> new ProbeResult(true, connect, since(asked)))
                  .otherwise(cause -> new ProbeResult(false, connect, Duration.ZERO));
            })
        .otherwise(cause -> new ProbeResult(false, since(start), Duration.ZERO));
  }

  /** Completes with the node's first answer; fails if that answer refuses the connection. */
  private static Future<Void> roundTrip(Link link, Deadline deadline) {
    Promise<Void> answered = Promise.promise();
    Buffer received = Buffer.buffer();
    NetSocket socket = link.socket();
    socket.handler(
        piece -> {
          byte[] all = received.appendBuffer(piece).getBytes();
          if (all.length > MAX_ANSWER || Refusal.isFull(new String(all, ISO_8859_1))) {
            answered.tryFail("no answer");
          } else if (link.dialect().isAnswer(all)) {
            answered.tryComplete();
          }
        });
    socket.exceptionHandler(answered::tryFail);
    socket.closeHandler(ignored -> answered.tryFail("the node closed the connection"));
    socket.write(Buffer.buffer(link.dialect().version()));
    return deadline.limit(answered.future()).onComplete(ignored -> link.close());
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }
}
