package dev.memfleet.exporter.client;

import dev.memfleet.exporter.client.Resolver.NameService;
import dev.memfleet.exporter.client.Transport.Opened;
import dev.memfleet.exporter.node.Credentials;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Secret;
import dev.memfleet.exporter.protocol.AnswerMemory;
import dev.memfleet.exporter.protocol.Dialect;
import dev.memfleet.exporter.protocol.Login;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Opens connections according to one profile: resolves the node's name, tries its addresses in
 * order, upgrades the socket to TLS and logs in. Confined to the event loop of its sockets.
 */
public final class Connector {
  /** How Netty wraps system errors: {@code connect(..) failed with error(-111): refused: a/b}. */
  private static final Pattern SYSTEM_CALL =
      Pattern.compile("\\w+\\(\\.\\.\\) failed with error\\(-?\\d+\\): ([^:]+)(?:: .*)?");

  private final Confinement loop = new Confinement();
  private final Vertx vertx;
  private final Resolver resolver;
  private final AnswerMemory answerMemory;
  private final Profile profile;
  private final Transport transport;

  /** A standalone connector, for plain text. */
  public Connector(Vertx vertx) {
    this(vertx, new Resolver(vertx), new AnswerMemory(), Profile.PLAIN);
  }

  Connector(Vertx vertx, NameService names) {
    this(vertx, new Resolver(names), new AnswerMemory(), Profile.PLAIN);
  }

  /**
   * A connector that shares resources with others.
   *
   * @param answerMemory shared by all connections
   */
  Connector(Vertx vertx, Resolver resolver, AnswerMemory answerMemory, Profile profile) {
    this.vertx = vertx;
    this.resolver = resolver;
    this.answerMemory = answerMemory;
    this.profile = profile;
    this.transport = new Transport(vertx, profile.tls());
  }

  /** A node, at any address that its name resolves to. */
  public Destination to(NodeAddress node) {
    return to(node, anywhere -> true);
  }

  /**
   * A node, at allowed addresses only.
   *
   * @param allowed the only IP addresses to connect to
   */
  public Destination to(NodeAddress node, Predicate<InetAddress> allowed) {
    return new Destination(this, node, new NodeLocation(resolver, node, allowed));
  }

  AnswerMemory answerMemory() {
    return answerMemory;
  }

  /**
   * Opens a connection, ready for requests; fails with a {@link PollException}, or with a {@link
   * TimeoutException} when reading files, connecting or the login takes too long. A socket that
   * opens after the deadline is closed at once. Each step enforces the deadline itself, so that the
   * error names the step; one timeout around all steps could fire first when the event loop is
   * late.
   *
   * @param addresses of the node; resolved unless it is a unix socket
   * @param steps receives a description of each step, without credentials
   */
  Future<Link> connect(
      NodeAddress node,
      Supplier<Future<List<InetAddress>>> addresses,
      Deadline deadline,
      Consumer<String> steps) {
    loop.check();
    return deadline
        .limit(transport.now())
        .compose(
            opened ->
                places(node, addresses)
                    .onSuccess(all -> steps.accept("addresses of " + node + ": " + texts(all)))
                    .compose(all -> connectToFirst(opened.client(), all, deadline, steps))
                    .compose(socket -> ready(opened, socket, node, deadline, steps)));
  }

  /** The addresses to connect to, each with the name that its certificate must contain. */
  private Future<List<SocketAddress>> places(
      NodeAddress node, Supplier<Future<List<InetAddress>>> addresses) {
    if (node.isUnix()) {
      return Future.succeededFuture(List.of(SocketAddress.domainSocketAddress(node.path())));
    }
    String name = profile.tls().map(tls -> tls.peer(node)).orElse(node.host());
    return addresses
        .get()
        .map(all -> all.stream().map(ip -> Attempts.named(name, ip, node.port())).toList());
  }

  private static String texts(List<SocketAddress> addresses) {
    return addresses.stream().map(Attempts::text).collect(Collectors.joining(", "));
  }

  private static Future<NetSocket> connectToFirst(
      NetClient client, List<SocketAddress> addresses, Deadline deadline, Consumer<String> steps) {
    return Attempts.first(
        addresses,
        deadline,
        (address, millis) ->
            client
                .connect(new ConnectOptions().setRemoteAddress(address).setTimeout(millis))
                .onSuccess(open -> steps.accept("connected to " + Attempts.text(address)))
                .onFailure(
                    cause ->
                        steps.accept(
                            "not connected to %s: %s"
                                .formatted(Attempts.text(address), text(cause)))));
  }

  private Future<Link> ready(
      Opened opened,
      NetSocket socket,
      NodeAddress node,
      Deadline deadline,
      Consumer<String> steps) {
    Future<Link> ready =
        deadline.passed()
            ? Future.failedFuture(new PollException(FailureReason.TIMEOUT, "no connection in time"))
            : secured(opened, socket, node, deadline, steps)
                .compose(secured -> loggedIn(socket, deadline, steps))
                .map(dialect -> link(opened, socket, dialect));
    return ready.onFailure(cause -> socket.close());
  }

  private Future<?> secured(
      Opened opened,
      NetSocket socket,
      NodeAddress node,
      Deadline deadline,
      Consumer<String> steps) {
    var tls = opened.tls();
    return tls == null
        ? Future.succeededFuture()
        : new TlsHandshake(profile.tls().orElseThrow())
            .on(socket, node, tls, deadline)
            .onSuccess(session -> steps.accept(TlsHandshake.described(socket)));
  }

  private Future<Dialect> loggedIn(NetSocket socket, Deadline deadline, Consumer<String> steps) {
    if (profile.credentials().isEmpty()) {
      return Future.succeededFuture(Dialect.TEXT);
    }
    Credentials credentials = profile.credentials().get();
    return deadline.limit(
        vertx
            .executeBlocking(() -> login(credentials), false)
            .compose(login -> LoginExchange.on(socket, login))
            .onSuccess(
                dialect ->
                    steps.accept(
                        "logged in, and speaks the %s protocol"
                            .formatted(dialect.name().toLowerCase(Locale.ROOT)))));
  }

  private static Login login(Credentials credentials) throws PollException {
    return new Login(credentials.username(), password(credentials).reveal());
  }

  /** May block. */
  public static Secret password(Credentials credentials) throws PollException {
    try {
      return credentials.password().read();
    } catch (IOException e) {
      throw new PollException(
          FailureReason.AUTH, "cannot read the password: " + FileProblem.text(e));
    }
  }

  private static Link link(Opened opened, NetSocket socket, Dialect dialect) {
    return new Link(
        socket, opened.client(), dialect, socket.isSsl() ? TlsHandshake.expiry(socket) : null);
  }

  public static String text(Throwable cause) {
    String message = cause.getMessage();
    if (message == null) {
      return cause.getClass().getSimpleName();
    }
    Matcher wrapped = SYSTEM_CALL.matcher(message);
    return wrapped.matches() ? wrapped.group(1) : message;
  }
}
