package dev.memfleet.exporter.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.memfleet.exporter.protocol.ProtocolException;
import dev.memfleet.exporter.protocol.Refusal;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

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
        .limit(node.connectForProbe(deadline))
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
    return deadline
        .limit(link.ask(link.dialect().version(), received -> answer(link, received)))
        .onComplete(ignored -> link.close())
        .mapEmpty();
  }

  /** Whether there is an answer, or null while it is incomplete. */
  private static @Nullable Boolean answer(Link link, byte[] received) throws ProtocolException {
    if (received.length > MAX_ANSWER || Refusal.isFull(new String(received, ISO_8859_1))) {
      throw new ProtocolException("no answer");
    }
    return link.dialect().isAnswer(received) ? true : null;
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }
}
