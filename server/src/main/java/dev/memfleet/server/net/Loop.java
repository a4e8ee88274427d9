package dev.memfleet.server.net;

import dev.memfleet.server.command.Commands;
import dev.memfleet.server.config.NetworkOptions;
import dev.memfleet.server.net.tls.Certificates;
import dev.memfleet.server.net.tls.Security;
import dev.memfleet.server.net.tls.TlsLink;
import dev.memfleet.server.session.Services;
import dev.memfleet.server.session.Worker;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One event loop: its listening sockets, shared with the other loops, its worker and its
 * connections.
 */
final class Loop extends VerticleBase {
  private static final WriteBufferWaterMark WATER_MARKS =
      new WriteBufferWaterMark(64 << 10, 128 << 10);
  private static final long SWEEP_MILLIS = 1000;
  private static final int BIND_ATTEMPTS = 20;
  private static final long BIND_PAUSE_MILLIS = 10;

  private final NetworkOptions options;
  private final @Nullable Certificates certificates;
  private final ConnectionTable table;
  private final Worker worker;
  private final List<ListenAddress> addresses;
  private final List<SocketAddress> bound;
  private final List<SocketAddress> datagramAddresses;
  private final DatagramLimit datagramLimit;
  private final LoopIterations turns;
  private final LoopReads reads = new LoopReads();
  private final List<NetServer> servers = new ArrayList<>();
  private final Set<Connection> connections = new HashSet<>();
  private final List<DatagramSocket> sockets = new ArrayList<>();

  /**
   * A loop that will listen at these addresses, and records the ports it binds. A negative port is
   * one picked by the system, the same for all loops.
   *
   * @param datagrams addresses for datagrams, with the ports that an earlier loop has bound
   * @param datagramLimit the limit of all loops on replies to them
   */
  Loop(
      Services services,
      NetworkOptions options,
      @Nullable Certificates certificates,
      ConnectionTable table,
      LoopIterations turns,
      List<ListenAddress> addresses,
      List<SocketAddress> bound,
      List<SocketAddress> datagrams,
      DatagramLimit datagramLimit) {
    this.options = options;
    this.certificates = certificates;
    this.table = table;
    this.turns = turns;
    this.addresses = addresses;
    this.bound = bound;
    datagramAddresses = datagrams;
    this.datagramLimit = datagramLimit;
    worker = Commands.worker(services);
  }

  @Override
  public Future<?> start() {
    turns.add(((ContextInternal) context).nettyEventLoop());
    if (options.idleTimeoutSeconds() > 0) {
      vertx.setPeriodic(SWEEP_MILLIS, timer -> sweep());
    }
    Future<?> all = Future.succeededFuture();
    for (int i = 0; i < addresses.size(); i++) {
      int index = i;
      all = all.compose(before -> listen(index, BIND_ATTEMPTS));
    }
    for (int i = 0; i < datagramAddresses.size(); i++) {
      int index = i;
      all = all.compose(before -> takeDatagrams(index));
    }
    return all;
  }

  private Future<?> takeDatagrams(int index) {
    DatagramSocket socket = new DatagramSocket(worker, reads, datagramLimit);
    sockets.add(socket);
    return socket
        .bind((ContextInternal) context, datagramAddresses.get(index))
        .onSuccess(address -> datagramAddresses.set(index, address));
  }

  /** The sockets for datagrams, in the order of their addresses. */
  List<DatagramSocket> sockets() {
    return List.copyOf(sockets);
  }

  /**
   * Listens, with retries: sockets of a process that used io_uring remain for some milliseconds
   * after it has ended.
   */
  private Future<?> listen(int index, int attempts) {
    return listen(index)
        .recover(
            cause ->
                attempts > 1 && cause instanceof BindException
                    ? vertx
                        .timer(BIND_PAUSE_MILLIS)
                        .compose(time -> listen(index, attempts - 1).mapEmpty())
                    : Future.failedFuture(cause));
  }

  private Future<NetServer> listen(int index) {
    ListenAddress at = addresses.get(index);
    NetServer server =
        vertx
            .createNetServer(
                new NetServerOptions()
                    .setTcpNoDelay(true)
                    .setTcpKeepAlive(true)
                    .setReuseAddress(true)
                    .setAcceptBacklog(options.backlog()))
            .connectHandler(socket -> accept(socket, at));
    servers.add(server);
    SocketAddress address = at.address();
    return server
        .listen(address)
        .onSuccess(
            listening -> {
              if (address.isInetSocket()) {
                bound.set(
                    index, SocketAddress.inetSocketAddress(listening.actualPort(), address.host()));
              }
            });
  }

  private void accept(NetSocket socket, ListenAddress at) {
    ChannelHandlerContext ctx = ((NetSocketInternal) socket).channelHandlerContext();
    Channel channel = ctx.channel();
    Security security = at.security(channel.localAddress());
    if (security == null) {
      channel.close();
      return;
    }
    channel.config().setAutoRead(false);
    channel.config().setRecvByteBufAllocator(reads);
    channel.config().setWriteBufferWaterMark(WATER_MARKS);
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    Connection connection =
        new Connection(
            worker, table, channel, tls(security), options.requestsPerEvent(), gone(channel));
    channel.pipeline().replace(ctx.handler(), Connection.HANDLER, connection);
    channel.pipeline().addBefore(Connection.HANDLER, "closed reads", new ClosedReads());
    connections.add(connection);
    table.admit(connection);
  }

  /** What is to be done when a connection is gone. */
  private Consumer<Connection> gone(Channel channel) {
    if (datagramAddresses.isEmpty()
        || !(channel.remoteAddress() instanceof InetSocketAddress client)) {
      return connections::remove;
    }
    InetAddress address = client.getAddress();
    datagramLimit.opened(address);
    return connection -> {
      connections.remove(connection);
      datagramLimit.closed(address);
    };
  }

  private @Nullable TlsLink tls(Security security) {
    return certificates == null ? null : certificates.link(security, worker.stats()::count);
  }

  /** Stops listening and closes the connections, which Vert.x no longer tracks. */
  @Override
  public Future<?> stop() {
    sockets.forEach(DatagramSocket::close);
    return Future.join(servers.stream().map(NetServer::close).toList())
        .onComplete(closed -> List.copyOf(connections).forEach(Connection::disconnect));
  }

  /** Frees the worker's memory; the event loop must have ended. */
  void free() {
    worker.close();
    reads.close();
  }

  private void sweep() {
    for (Connection connection : List.copyOf(connections)) {
      if (connection.idle() && connection.idleSeconds() > options.idleTimeoutSeconds()) {
        connection.closeIdle();
      }
    }
  }
}
