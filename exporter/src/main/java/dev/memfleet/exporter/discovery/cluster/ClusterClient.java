package dev.memfleet.exporter.discovery.cluster;

import dev.memfleet.exporter.client.Connector;
import dev.memfleet.exporter.client.Deadline;
import dev.memfleet.exporter.client.Destination;
import dev.memfleet.exporter.client.FailureReason;
import dev.memfleet.exporter.client.Link;
import dev.memfleet.exporter.client.PollException;
import dev.memfleet.exporter.protocol.ClusterReply;
import dev.memfleet.exporter.protocol.ClusterReply.UnknownException;
import dev.memfleet.exporter.protocol.Dialect;
import dev.memfleet.exporter.protocol.ProtocolException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * Queries the configuration endpoint of a cluster for its nodes, over a new connection each time:
 * first with the command, then with the key of older engines if the command is unknown. Confined to
 * the destination's event loop.
 */
final class ClusterClient {
  private static final String COMMAND = "config get cluster\r\n";
  private static final String KEY = "get AmazonElastiCache:cluster\r\n";

  private ClusterClient() {}

  /**
   * The endpoint's answer.
   *
   * @param timeout for everything: name, connection and answers
   * @return fails with a {@link PollException} only
   */
  static Future<ClusterReply> ask(Destination endpoint, Duration timeout) {
    Deadline deadline = Deadline.in(timeout);
    return endpoint
        .connect(deadline)
        .compose(
            link ->
                deadline
                    .limit(
                        ask(link, COMMAND)
                            .recover(
                                cause ->
                                    cause instanceof UnknownException
                                        ? ask(link, KEY)
                                        : Future.failedFuture(cause)))
                    .onComplete(ignored -> link.close()))
        .recover(cause -> Future.failedFuture(failed(cause, timeout)));
  }

  private static Future<ClusterReply> ask(Link link, String request) {
    if (link.dialect() != Dialect.TEXT) {
      return Future.failedFuture(
          new PollException(
              FailureReason.PROTOCOL, "the endpoint speaks the binary protocol only"));
    }
    Promise<ClusterReply> answer = Promise.promise();
    Buffer received = Buffer.buffer();
    link.socket()
        .handler(
            piece -> {
              received.appendBuffer(piece);
              try {
                ClusterReply reply = ClusterReply.parse(received.getBytes());
                if (reply != null) {
                  answer.tryComplete(reply);
                }
              } catch (ProtocolException | UnknownException cause) {
                answer.tryFail(cause);
              }
            });
    link.socket().exceptionHandler(cause -> answer.tryFail(PollException.ofBreak(cause)));
    link.socket()
        .closeHandler(
            ignored ->
                answer.tryFail(
                    new PollException(FailureReason.RESET, "the endpoint closed the connection")));
    link.socket().write(request);
    return answer.future();
  }

  private static PollException failed(Throwable cause, Duration timeout) {
    if (cause instanceof PollException poll) {
      return poll;
    }
    boolean late = cause instanceof TimeoutException;
    return late
        ? new PollException(
            FailureReason.TIMEOUT, "no complete answer within " + timeout.toMillis() + " ms")
        : new PollException(FailureReason.PROTOCOL, Connector.text(cause));
  }
}
