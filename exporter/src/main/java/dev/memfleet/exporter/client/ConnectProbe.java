package dev.memfleet.exporter.client;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.memfleet.exporter.target.NodeAddress;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * Opens a new connection, asks {@code version} and closes it. A node that has reached its
 * connection limit goes on answering the connection that polls it; only a new one shows that
 * clients are turned away.
 */
public final class ConnectProbe {
  private static final byte[] TOO_MANY = "ERROR Too many".getBytes(StandardCharsets.US_ASCII);

  private final Connector connector;

  public ConnectProbe(Connector connector) {
    this.connector = connector;
  }

  /** Never fails: what goes wrong is in the result. */
  public Future<ProbeResult> probe(NodeAddress address, Duration timeout) {
    long start = System.nanoTime();
    Deadline deadline = Deadline.in(timeout);
    return connector
        .connect(address, deadline)
        .timeout(deadline.remainingMillis(), MILLISECONDS)
        .compose(
            socket -> {
              Duration connect = since(start);
              long asked = System.nanoTime();
              return roundTrip(socket, deadline)
                  .map(accepted -> new ProbeResult(accepted, connect, since(asked)))
                  .otherwise(cause -> new ProbeResult(false, connect, Duration.ZERO));
            })
        .otherwise(cause -> new ProbeResult(false, since(start), Duration.ZERO));
  }

  /** Whether the first line that the node sends is an answer rather than a refusal. */
  private static Future<Boolean> roundTrip(NetSocket socket, Deadline deadline) {
    Promise<Boolean> answered = Promise.promise();
    socket.handler(
        buffer -> {
          byte[] head = buffer.getBytes(0, Math.min(buffer.length(), TOO_MANY.length));
          answered.tryComplete(!Arrays.equals(head, TOO_MANY));
        });
    socket.exceptionHandler(answered::tryFail);
    socket.closeHandler(end -> answered.tryFail("the node closed the connection"));
    socket.write("version\r\n");
    return answered
        .future()
        .timeout(deadline.remainingMillis(), MILLISECONDS)
        .onComplete(end -> socket.close());
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }
}
