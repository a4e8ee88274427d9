package dev.memfleet.exporter.client;

import dev.memfleet.exporter.protocol.Dialect;
import dev.memfleet.exporter.protocol.Login;
import dev.memfleet.exporter.protocol.LoginException;
import dev.memfleet.exporter.protocol.ProtocolException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/** The login on a new connection to a node. */
final class LoginExchange {
  private final NetSocket socket;
  private final Login login;
  private final Promise<Dialect> end = Promise.promise();

  private LoginExchange(NetSocket socket, Login login) {
    this.socket = socket;
    this.login = login;
  }

  /**
   * Completes with the dialect to continue with; fails with a {@link PollException}. Does not close
   * the socket.
   */
  static Future<Dialect> on(NetSocket socket, Login login) {
    return new LoginExchange(socket, login).start();
  }

  private Future<Dialect> start() {
    socket.handler(this::received);
    socket.exceptionHandler(cause -> end.tryFail(PollException.ofBreak(cause)));
    socket.closeHandler(closed -> fail(FailureReason.RESET, "the node closed the connection"));
    socket.write(Buffer.buffer(login.greeting()));
    return end.future();
  }

  private void received(Buffer piece) {
    try {
      byte[] next = login.feed(piece.getBytes());
      Dialect dialect = login.dialect();
      if (dialect != null) {
        end.tryComplete(dialect);
      } else if (next.length > 0) {
        socket.write(Buffer.buffer(next));
      }
    } catch (LoginException e) {
      fail(e.isFull() ? FailureReason.REFUSED : FailureReason.AUTH, Connector.text(e));
    } catch (ProtocolException e) {
      fail(FailureReason.PROTOCOL, Connector.text(e));
    }
  }

  private void fail(FailureReason reason, String message) {
    end.tryFail(new PollException(reason, message));
  }
}
