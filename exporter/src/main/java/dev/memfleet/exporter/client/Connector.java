package dev.memfleet.exporter.client;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.memfleet.exporter.protocol.AnswerMemory;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Opens connections. A name is resolved anew for each one, by the system's resolver (hosts file,
 * search domains and all), and its addresses are tried in order. Call it on one event loop: that is
 * where its sockets live.
 */
public final class Connector {
  private static final int RESOLVER_THREADS = 16;
  private static final Pattern IPV4 = Pattern.compile("[0-9.]+");

  static {
    Security.setProperty("networkaddress.cache.ttl", "0");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
  }

  private final Vertx vertx;
  private final NetClient client;
  private final AnswerMemory answerMemory = new AnswerMemory();
  private final WorkerExecutor resolver;
  private final NameService names;

  /** Look-ups under way: a name that takes long is not looked up twice at a time. */
  private final Map<String, Future<InetAddress[]>> lookUps = new HashMap<>();

  /** Finds the addresses of a name; may block. */
  interface NameService {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  public Connector(Vertx vertx) {
    this(vertx, InetAddress::getAllByName);
  }

  Connector(Vertx vertx, NameService names) {
    this.vertx = vertx;
    this.names = names;
    this.client =
        vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true).setTcpKeepAlive(true));
    this.resolver = vertx.createSharedWorkerExecutor("resolver", RESOLVER_THREADS);
  }

  Vertx vertx() {
    return vertx;
  }

  /** Shared by all connections. */
  AnswerMemory answerMemory() {
    return answerMemory;
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
    return resolved.compose(all -> connectToFirst(all, deadline));
  }

  private Future<List<SocketAddress>> resolve(NodeAddress address) {
    if (address.isUnix()) {
      return Future.succeededFuture(List.of(SocketAddress.domainSocketAddress(address.path())));
    }
    Future<InetAddress[]> found =
        isLiteral(address.host()) ? literal(address.host()) : lookUp(address.host());
    return found.map(
        ips ->
            Arrays.stream(ips)
                .map(ip -> new InetSocketAddress(ip, address.port()))
                .map(SocketAddress::inetSocketAddress)
                .toList());
  }

  /** Whether this is an IP address; a name's last part is never a number. */
  private static boolean isLiteral(String host) {
    return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
  }

  /** Does not block. */
  private static Future<InetAddress[]> literal(String address) {
    try {
      return Future.succeededFuture(InetAddress.getAllByName(address));
    } catch (UnknownHostException malformed) {
      return Future.failedFuture(malformed);
    }
  }

  private Future<InetAddress[]> lookUp(String host) {
    Future<InetAddress[]> underWay = lookUps.get(host);
    if (underWay != null) {
      return underWay;
    }
    Future<InetAddress[]> lookUp = resolver.executeBlocking(() -> names.addresses(host), false);
    lookUps.put(host, lookUp);
    return lookUp.onComplete(end -> lookUps.remove(host));
  }

  /** Gives each address its share of the time that is left. */
  private Future<NetSocket> connectToFirst(List<SocketAddress> addresses, Deadline deadline) {
    SocketAddress next = addresses.get(0);
    List<SocketAddress> others = addresses.subList(1, addresses.size());
    long share = deadline.remainingMillis() / addresses.size() + (others.isEmpty() ? 100 : 1);
    ConnectOptions options =
        new ConnectOptions()
            .setRemoteAddress(next)
            .setTimeout((int) Math.min(Integer.MAX_VALUE, share));
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
                !others.isEmpty() && !deadline.passed()
                    ? connectToFirst(others, deadline)
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
