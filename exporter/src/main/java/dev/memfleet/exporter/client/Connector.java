package dev.memfleet.exporter.client;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.memfleet.exporter.target.NodeAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Opens connections. A name is resolved anew for each one, by the system's resolver (hosts file,
 * search domains and all), and its addresses are tried in order. Call it on an event loop: that is
 * where its sockets live.
 */
public final class Connector {
  private static final int RESOLVER_THREADS = 16;

  static {
    Security.setProperty("networkaddress.cache.ttl", "0");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
  }

  private final Vertx vertx;
  private final NetClient client;
  private final WorkerExecutor resolver;

  public Connector(Vertx vertx) {
    this.vertx = vertx;
    this.client =
        vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true).setTcpKeepAlive(true));
    this.resolver = vertx.createSharedWorkerExecutor("resolver", RESOLVER_THREADS);
  }

  Vertx vertx() {
    return vertx;
  }

  /**
   * A new connection; fails with a {@link PollException}. A socket that opens after the deadline is
   * closed at once.
   */
  Future<NetSocket> connect(NodeAddress address, Deadline deadline) {
    Future<List<SocketAddress>> resolved =
        resolve(address)
            .timeout(deadline.almostRemainingMillis(), MILLISECONDS)
            .recover(
                cause ->
                    Future.failedFuture(
                        new PollException(
                            FailureReason.DNS, "cannot resolve " + address + ": " + text(cause))));
    return resolved.compose(all -> connectToFirst(all.iterator(), deadline));
  }

  private Future<List<SocketAddress>> resolve(NodeAddress address) {
    if (address.isUnix()) {
      return Future.succeededFuture(List.of(SocketAddress.domainSocketAddress(address.path())));
    }
    if (isLiteral(address.host())) {
      return Future.succeededFuture(lookUpLiteral(address));
    }
    return resolver.executeBlocking(() -> lookUp(address), false);
  }

  /** Only literals have a colon, or end in a digit: no top-level domain does. */
  private static boolean isLiteral(String host) {
    return host.indexOf(':') >= 0 || Character.isDigit(host.charAt(host.length() - 1));
  }

  private static List<SocketAddress> lookUpLiteral(NodeAddress address) {
    try {
      return lookUp(address);
    } catch (UnknownHostException notALiteral) {
      return List.of(SocketAddress.inetSocketAddress(address.port(), address.host()));
    }
  }

  private static List<SocketAddress> lookUp(NodeAddress address) throws UnknownHostException {
    return Arrays.stream(InetAddress.getAllByName(address.host()))
        .map(ip -> SocketAddress.inetSocketAddress(new InetSocketAddress(ip, address.port())))
        .toList();
  }

  private Future<NetSocket> connectToFirst(Iterator<SocketAddress> addresses, Deadline deadline) {
    SocketAddress next = addresses.next();
    ConnectOptions options =
        new ConnectOptions()
            .setRemoteAddress(next)
            .setTimeout((int) Math.min(Integer.MAX_VALUE, deadline.remainingMillis() + 100));
    return client
        .connect(options)
        .compose(
            socket -> {
              if (deadline.passed()) {
                socket.close();
                return Future.failedFuture(
                    new PollException(FailureReason.TIMEOUT, "connected too late"));
              }
              return Future.succeededFuture(socket);
            },
            cause ->
                addresses.hasNext() && !deadline.passed()
                    ? connectToFirst(addresses, deadline)
                    : Future.failedFuture(
                        new PollException(
                            FailureReason.ofConnect(cause),
                            "cannot connect to " + next + ": " + text(cause))));
  }

  static String text(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
