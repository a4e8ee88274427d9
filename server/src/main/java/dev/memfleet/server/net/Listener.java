package dev.memfleet.server.net;

import dev.memfleet.server.config.NetworkOptions;
import dev.memfleet.server.config.TlsOptions;
import dev.memfleet.server.net.tls.Certificates;
import dev.memfleet.server.net.tls.Security;
import dev.memfleet.server.net.tls.TlsLibrary;
import dev.memfleet.server.session.Services;
import dev.memfleet.server.session.VerboseLog;
import dev.memfleet.server.stats.ConnectionStats;
import dev.memfleet.server.stats.ListenStats;
import dev.memfleet.server.stats.ServerStats;
import dev.memfleet.server.stats.Settings;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.transport.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** All sockets of a server, on one event loop per thread; the loops share each address. */
public final class Listener implements AutoCloseable {
  private static final long CLOSE_MILLIS = 500;

  private final NetworkOptions options;
  private final TlsOptions tls;
  private final @Nullable TlsLibrary library;
  private final ListenStats listening;
  private final ListenGate gate;
  private final LoopIterations turns = new LoopIterations();
  private final ConnectionTable table;
  private final Vertx vertx;
  private final List<SocketAddress> bound = new ArrayList<>();
  private final List<SocketAddress> datagrams = new ArrayList<>();
  private final DatagramLimit datagramLimit = new DatagramLimit(System::nanoTime);
  private final List<Loop> loops = new ArrayList<>();
  private @Nullable Certificates certificates;

  /**
   * @param library null without TLS
   */
  public Listener(
      NetworkOptions options,
      TlsOptions tls,
      @Nullable TlsLibrary library,
      Transport transport,
      ServerStats stats,
      ListenStats listening) {
    this.options = options;
    this.tls = tls;
    this.library = library;
    this.listening = listening;
    gate = new ListenGate(listening);
    table = new ConnectionTable(options, stats, gate, turns);
    vertx =
        Vertx.builder()
            .withTransport(
                new GuardedTransport(transport, stats.errors(), new Acceptor(gate, stats)))
            .with(
                new VertxOptions()
                    .setEventLoopPoolSize(options.threads())
                    .setWorkerPoolSize(1)
                    .setInternalBlockingPoolSize(1)
                    .setDisableTCCL(true))
            .build();
  }

  /** Opens all sockets; when this returns, they are being served. */
  public void start(Services services) throws IOException {
    if (Descriptors.now().limit() < options.maxConnections()) {
      throw new IOException(
          "failed to set rlimit for open files. Try starting as root or requesting smaller maxconns"
              + " value.");
    }
    if (library != null) {
      certificates =
          new Certificates(vertx, tls, library, options.threads(), listening::certificatesRead);
    }
    if (options.takesDatagrams()) {
      addDatagrams();
    }
    try {
      List<ListenAddress> addresses = ListenAddresses.of(options);
      addresses.forEach(listen -> bound.add(listen.address()));
      if (options.socketPath().isEmpty()) {
        deploy(services, addresses);
      } else {
        deployOnSocket(services);
      }
    } catch (IOException e) {
      throw new IOException(failure() + ": " + e.getMessage(), e);
    }
    bound.forEach(address -> enter(address, services.settings()));
    loops.forEach(loop -> enter(loop.sockets(), services.settings()));
    limitConnections();
  }

  private void addDatagrams() throws IOException {
    try {
      for (ListenAddress at : ListenAddresses.of(options.ofUdp())) {
        DatagramSocket.requireFree(at.address());
        datagrams.add(at.address());
      }
    } catch (IOException e) {
      throw new IOException(
          "failed to listen on UDP port " + options.udpPort() + ": " + e.getMessage(), e);
    }
  }

  /** Limits connections to the descriptors that are left. */
  private void limitConnections() {
    Descriptors descriptors = Descriptors.now();
    int wanted = table.limit(Integer.MAX_VALUE);
    int limit = table.limit(descriptors.free());
    listening.connectionLimit(limit);
    if (limit < wanted) {
      System.err.printf(
          "memfleet-server: connection limit lowered: connections=%d wanted=%d descriptors=%d own=%d;"
              + " raise ulimit -n, or lower -c%n",
          limit, wanted, descriptors.limit(), descriptors.open());
    }
  }

  private void deployOnSocket(Services services) throws IOException {
    UnixSocket socket = UnixSocket.prepare(Path.of(options.socketPath()));
    try {
      deploy(services, List.of(ListenAddress.open(socket.address(), Security.PLAIN)));
      socket.publish(options.socketMask());
    } finally {
      socket.cleanUp();
    }
  }

  private void deploy(Services services, List<ListenAddress> at) throws IOException {
    for (int i = 0; i < options.threads(); i++) {
      Loop loop =
          new Loop(
              services, options, certificates, table, turns, at, bound, datagrams, datagramLimit);
      loops.add(loop);
      await(vertx.deployVerticle(loop));
    }
  }

  /** Reloads the TLS certificates; returns the reply to {@code refresh_certs}. */
  public String refreshCertificates() {
    return certificates == null ? "Error TLS not enabled" : certificates.refresh();
  }

  private void enter(SocketAddress address, Settings settings) {
    int number = table.listening(text("tcp", address));
    if (VerboseLog.isOn(settings)) {
      VerboseLog.listening(number, settings.options().commands().protocol().label());
    }
  }

  private void enter(List<DatagramSocket> sockets, Settings settings) {
    for (int i = 0; i < sockets.size(); i++) {
      int number = table.takingDatagrams(text("udp", datagrams.get(i)));
      sockets.get(i).number(number);
      if (VerboseLog.isOn(settings)) {
        VerboseLog.listening(number, "udp");
      }
    }
  }

  private String failure() {
    if (!options.socketPath().isEmpty()) {
      return "failed to listen on UNIX socket: " + options.socketPath();
    }
    return options.interfaces().isEmpty()
        ? "failed to listen on TCP port " + options.port()
        : "failed to listen on one of interface(s) " + String.join(",", options.interfaces());
  }

  private static String text(String transport, SocketAddress address) {
    if (address.isDomainSocket()) {
      return "unix:" + address.path();
    }
    return address.host().contains(":")
        ? transport + "6:[" + address.host() + "]:" + address.port()
        : transport + ":" + address.host() + ":" + address.port();
  }

  private static <T> T await(Future<T> future) throws IOException {
    try {
      return future.toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(cause.getMessage(), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** The bound addresses, with the ports that were picked. */
  public List<SocketAddress> addresses() {
    return List.copyOf(bound);
  }

  /** The bound addresses for datagrams. */
  public List<SocketAddress> datagramAddresses() {
    return List.copyOf(datagrams);
  }

  /** All listeners and connections. */
  public List<ConnectionStats> connections() {
    return table.list();
  }

  /** Closes the listening sockets; when this returns, other processes may listen there. */
  public void stopAccepting() {
    List<ChannelFuture> closed = gate.listeners().stream().map(Channel::close).toList();
    closed.forEach(close -> close.awaitUninterruptibly(CLOSE_MILLIS));
  }

  /** Closes all sockets at once. */
  @Override
  public void close() throws IOException {
    await(vertx.close());
    loops.forEach(Loop::free);
    loops.clear();
    if (certificates != null) {
      certificates.close();
    }
    if (!options.socketPath().isEmpty()) {
      UnixSocket.remove(Path.of(options.socketPath()));
    }
  }
}
