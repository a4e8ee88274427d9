package dev.memfleet.exporter.dns;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.memfleet.exporter.node.HostPort;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * One name server. A question goes out over UDP, from a port of its own, and once more over TCP if
 * the reply is too long for that. Event loop only.
 */
final class NameServer {
  private static final int PORT = 53;

  private final Vertx vertx;
  private final NetClient tcp;
  private final String host;
  private final int port;

  /**
   * @param tcp shared by all
   * @param address an IP address, perhaps with a port
   */
  NameServer(Vertx vertx, NetClient tcp, HostPort address) {
    this.vertx = vertx;
    this.tcp = tcp;
    this.host = address.host();
    this.port = address.port().orElse(PORT);
  }

  /** A reply with success or without; fails when there is none. */
  Future<Reply> ask(Question question, Duration timeout) {
    Buffer message;
    try {
      message = Buffer.buffer(question.encode());
    } catch (DnsException notAName) {
      return Future.failedFuture(notAName);
    }
    return overUdp(question, message, timeout)
        .compose(
            reply ->
                reply.truncated()
                    ? overTcp(question, message, timeout)
                    : Future.succeededFuture(reply))
        .recover(cause -> Future.failedFuture(failed(cause)));
  }

  private DnsException failed(Throwable cause) {
    String server = HostPort.format(host, port);
    boolean late = cause instanceof TimeoutException;
    return DnsException.of(
        "name server " + server + ": " + (late ? "no reply" : cause.getMessage()));
  }

  private Future<Reply> overUdp(Question question, Buffer message, Duration timeout) {
    boolean v6 = host.indexOf(':') >= 0;
    DatagramSocket socket = vertx.createDatagramSocket(new DatagramSocketOptions().setIpV6(v6));
    Promise<Reply> reply = Promise.promise();
    socket.handler(
        packet -> {
          if (answers(packet.data(), question)) {
            complete(reply, packet.data(), question);
          }
        });
    socket.exceptionHandler(reply::tryFail);
    return socket
        .listen(0, v6 ? "::" : "0.0.0.0")
        .compose(bound -> socket.send(message, port, host))
        .compose(sent -> reply.future())
        .timeout(timeout.toMillis(), MILLISECONDS)
        .onComplete(end -> socket.close());
  }

  /** Whether the message has the question's id; anybody may send us others. */
  private static boolean answers(Buffer message, Question question) {
    return message.length() >= 2 && message.getUnsignedShort(0) == question.id();
  }

  private static void complete(Promise<Reply> reply, Buffer message, Question question) {
    try {
      reply.tryComplete(Reply.decode(message.getBytes(), question));
    } catch (DnsException malformed) {
      reply.tryFail(malformed);
    }
  }

  private Future<Reply> overTcp(Question question, Buffer message, Duration timeout) {
    Promise<NetSocket> opened = Promise.promise();
    return tcp.connect(port, host)
        .onSuccess(opened::complete)
        .compose(socket -> exchange(socket, question, message))
        .timeout(timeout.toMillis(), MILLISECONDS)
        .onComplete(end -> opened.future().onSuccess(NetSocket::close));
  }

  /** Over TCP a message's length, in two bytes, comes first. */
  private static Future<Reply> exchange(NetSocket socket, Question question, Buffer message) {
    Promise<Reply> reply = Promise.promise();
    Buffer received = Buffer.buffer();
    socket.handler(
        piece -> {
          received.appendBuffer(piece);
          int length = received.length() < 2 ? Integer.MAX_VALUE : received.getUnsignedShort(0);
          if (received.length() - 2 >= length) {
            complete(reply, received.getBuffer(2, 2 + length), question);
          }
        });
    socket.exceptionHandler(reply::tryFail);
    socket.closeHandler(end -> reply.tryFail("it closed the connection"));
    socket.write(Buffer.buffer().appendUnsignedShort(message.length()).appendBuffer(message));
    return reply.future();
  }
}
