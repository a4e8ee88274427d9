package dev.memfleet.server;

import dev.memfleet.server.auth.UserFile;
import dev.memfleet.server.clock.SystemClock;
import dev.memfleet.server.cluster.ClusterFile;
import dev.memfleet.server.config.Options;
import dev.memfleet.server.config.OptionsParser;
import dev.memfleet.server.config.UsageException;
import dev.memfleet.server.net.ConnectionMemory;
import dev.memfleet.server.net.Listener;
import dev.memfleet.server.net.Transports;
import dev.memfleet.server.net.tls.TlsLibrary;
import dev.memfleet.server.session.Services;
import dev.memfleet.server.session.VerboseLog;
import dev.memfleet.server.stats.Environment;
import dev.memfleet.server.stats.InternalErrors;
import dev.memfleet.server.stats.ListenStats;
import dev.memfleet.server.stats.ServerStats;
import dev.memfleet.server.stats.Settings;
import dev.memfleet.server.stats.StatsReport;
import dev.memfleet.server.store.Store;
import dev.memfleet.server.store.StoreOptions;
import dev.memfleet.server.store.slab.SlabClasses;
import dev.memfleet.server.watch.Watchers;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The reference cache server: speaks memcached's protocol over slab memory. It also runs embedded
 * in other programs, for their tests.
 */
public final class Server implements AutoCloseable {
  /** The memcached version that the server reports; clients compare it and tools parse it. */
  public static final String VERSION = "1.6.45";

  private static final int DESCRIPTORS_PER_THREAD = 5;

  private final Store store;
  private final Listener listener;
  private final Watchers watchers;
  private final @Nullable ClusterFile cluster;
  private final @Nullable UserFile users;
  private final String description;
  private final CountDownLatch stopped = new CountDownLatch(1);

  private Server(Options options, Consumer<OutOfMemoryError> outOfMemory) throws IOException {
    String clusterFile = options.process().clusterFile();
    cluster = clusterFile.isEmpty() ? null : ClusterFile.open(Path.of(clusterFile));
    String userFile = options.auth().userFile();
    users = userFile.isEmpty() ? null : UserFile.open(Path.of(userFile));
    Transport transport = Transports.choose();
    TlsLibrary encryption = options.tls().enabled() ? TlsLibrary.choose(options.tls()) : null;
    long share = ConnectionMemory.share();
    long requestLimit = Integer.toUnsignedLong(options.buffers().readLimitBytes());
    ServerStats stats =
        new ServerStats(
            new InternalErrors(outOfMemory), requestLimit == 0 ? share : requestLimit, share);
    ListenStats listening = new ListenStats();
    Settings settings = new Settings(options);
    description =
        "memfleet-server "
            + Release.CURRENT.version()
            + " (memcached "
            + VERSION
            + "): "
            + options.network().threads()
            + " threads, "
            + Transports.label(transport)
            + (encryption == null ? "" : ", TLS by " + encryption.label());
    StoreOptions memory = options.store();
    if (VerboseLog.isOn(settings)) {
      VerboseLog.slabClasses(new SlabClasses(memory.slabs()));
    }
    store = new Store(memory, new SystemClock());
    listener =
        new Listener(options.network(), options.tls(), encryption, transport, stats, listening);
    Environment environment =
        new Environment(
            VERSION,
            Release.CURRENT.version(),
            Transports.label(transport),
            "memfleet-" + Transports.library(),
            encryption == null ? "none" : encryption.label(),
            DESCRIPTORS_PER_THREAD * options.network().threads());
    watchers =
        new Watchers(
            clamped(options.buffers().workerLogBytes()),
            clamped(options.buffers().watcherLogBytes()),
            stats.errors()::report);
    StatsReport report =
        new StatsReport(
            environment, settings, stats, listening, watchers, store, listener::connections);
    try {
      store.report(watchers.background());
      watchers.start();
      store.automove(settings.automoveTuning());
      store.start(stats.errors()::report);
      if (cluster != null) {
        cluster.startWatching();
      }
      listener.start(
          new Services(
              VERSION,
              settings,
              store,
              stats,
              report,
              watchers,
              cluster,
              users,
              listener::refreshCertificates,
              stopped::countDown));
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts a server with memcached's command line; it serves when this returns.
   *
   * @throws IllegalArgumentException when the arguments are wrong, {@code -m} is too small for
   *     {@code -L}, or the requested transport is not available
   * @throws UncheckedIOException when a socket cannot be opened or a file cannot be read
   */
  public static Server start(String... args) {
    try {
      return new Server(OptionsParser.parse(VERSION, Map.of(), List.of(args)), error -> {});
    } catch (UsageException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Server start(Options options, Consumer<OutOfMemoryError> outOfMemory) throws IOException {
    return new Server(options, outOfMemory);
  }

  /** The port of the first TCP listener, as picked by the system for {@code -p -1}. */
  public int port() {
    return listener.addresses().stream()
        .filter(SocketAddress::isInetSocket)
        .mapToInt(SocketAddress::port)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no TCP listener"));
  }

  List<SocketAddress> addresses() {
    return listener.addresses();
  }

  List<SocketAddress> datagramAddresses() {
    return listener.datagramAddresses();
  }

  /** The first UDP port, as picked by the system for {@code -U -1}. */
  public int udpPort() {
    return listener.datagramAddresses().stream()
        .mapToInt(SocketAddress::port)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no UDP port"));
  }

  /** Moves the server's clock ahead, for tests of expiry. */
  public void advanceClock(int seconds) {
    store.clock().advance(seconds);
  }

  /** An unsigned number of bytes, as an int. */
  private static int clamped(int bytes) {
    return bytes < 0 ? Integer.MAX_VALUE : bytes;
  }

  /** The server in one line, for the log. */
  String description() {
    return description;
  }

  /** Makes {@link #awaitStop()} return. */
  void stop() {
    stopped.countDown();
  }

  /** Waits for a signal or a client's {@code shutdown}. */
  void awaitStop() throws InterruptedException {
    stopped.await();
  }

  /** Closes the listening sockets. */
  void stopAccepting() {
    listener.stopAccepting();
  }

  /** Closes all connections and frees all memory. */
  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      store.close();
      watchers.close();
      if (cluster != null) {
        cluster.close();
      }
      if (users != null) {
        users.close();
      }
    }
  }
}
