package dev.memfleet.server.net;

import dev.memfleet.server.command.Services;
import dev.memfleet.server.command.VerboseLog;
import dev.memfleet.server.config.NetworkOptions;
import dev.memfleet.server.stats.ConnectionStats;
import dev.memfleet.server.stats.ListenStats;
import dev.memfleet.server.stats.ServerStats;
import dev.memfleet.server.stats.Settings;
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

/** All sockets of a server: as many event loops as threads are asked for, sharing each address. */
public final class Listener implements AutoCloseable {
  private final NetworkOptions options;
  private final ConnectionTable table;
  private final Vertx vertx;
  private final List<SocketAddress> addresses;
  private final List<SocketAddress> bound;
  private final List<Loop> loops = new ArrayList<>();

  public Listener(
      NetworkOptions options, Transport transport, ServerStats stats, ListenStats listening) {
    this.options = options;
    table =
        new ConnectionTable(
            options.maxConnections(),
            options.maxConnectionsFast(),
            options.threads(),
            stats,
            listening);
    addresses = ListenAddresses.of(options);
    bound = new ArrayList<>(addresses);
    vertx =
        Vertx.builder()
            .withTransport(transport)
            .with(
                new VertxOptions()
                    .setEventLoopPoolSize(options.threads())
                    .setWorkerPoolSize(1)
                    .setInternalBlockingPoolSize(1)
                    .setDisableTCCL(true))
            .build();
  }

  /** Opens all sockets; they are served when this returns. */
  public void start(Services services) throws IOException {
    try {
      if (options.socketPath().isEmpty()) {
        deploy(services, addresses);
      } else {
        deployOnSocket(services);
      }
    } catch (IOException e) {
      throw new IOException(failure() + ": " + e.getMessage(), e);
    }
    bound.forEach(address -> enter(address, services.settings()));
  }

  private void deployOnSocket(Services services) throws IOException {
    UnixSocket socket = UnixSocket.prepare(Path.of(options.socketPath()));
    try {
      deploy(services, List.of(socket.address()));
      socket.publish(options.socketMask());
    } finally {
      socket.cleanUp();
    }
  }

  private void deploy(Services services, List<SocketAddress> at) throws IOException {
    for (int i = 0; i < options.threads(); i++) {
      Loop loop = new Loop(services, options, table, at, bound);
      loops.add(loop);
      await(vertx.deployVerticle(loop));
    }
  }

  private void enter(SocketAddress address, Settings settings) {
    int number = table.listening(text(address));
    if (VerboseLog.isOn(settings)) {
      VerboseLog.listening(number, settings.options().commands().protocol());
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

  private static String text(SocketAddress address) {
    if (address.isDomainSocket()) {
      return "unix:" + address.path();
    }
    return address.host().contains(":")
        ? "tcp6:[" + address.host() + "]:" + address.port()
        : "tcp:" + address.host() + ":" + address.port();
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

  /** Where it listens, ports as picked. */
  public List<SocketAddress> addresses() {
    return List.copyOf(bound);
  }

  /** All listeners and connections. */
  public List<ConnectionStats> connections() {
    return table.list();
  }

  /** Closes all sockets at once. */
  @Override
  public void close() throws IOException {
    await(vertx.close());
    loops.forEach(Loop::free);
    loops.clear();
    if (!options.socketPath().isEmpty()) {
      UnixSocket.remove(Path.of(options.socketPath()));
    }
  }
}
