package dev.memfleet.server.bench;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.Pem;
import dev.memfleet.server.peer.ServerUsage;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Drives one server from one thread. */
final class LoadGenerator {
  private static final int SCRATCH_BYTES = 1 << 20;

  /**
   * Most bytes sent before their replies are read: less than the read buffer of memcached 1.6.18,
   * which over TLS leaves further bytes unread.
   */
  private static final int BATCH_BYTES = 1 << 12;

  private final CacheServer server;
  private final Workload workload;
  private final RequestMix requests;
  private final Histogram latencies = new Histogram();
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH_BYTES);
  private final @Nullable SSLContext tls;

  LoadGenerator(CacheServer server, Workload workload) throws IOException {
    this.server = server;
    this.tls = workload.tls() ? Pem.trustingAll() : null;
    this.workload = workload;
    this.requests = new RequestMix(workload, 42);
  }

  /** Stores every key of the workload, or tries to. */
  void preload() throws IOException {
    int batch = Math.max(1, BATCH_BYTES / requests.maxRequestLength());
    ByteBuffer out = ByteBuffer.allocateDirect(batch * requests.maxRequestLength());
    try (ByteChannel channel = encrypted(connect())) {
      for (int key = 0; key < workload.keys(); key += batch) {
        int unread = 0;
        out.clear();
        for (int i = key; i < Math.min(key + batch, workload.keys()); i++) {
          unread += requests.appendSet(out, i);
        }
        channel.write(out.flip());
        while (unread > 0) {
          int read = channel.read(scratch.clear());
          if (read < 0) {
            throw new EOFException("server closed a connection");
          }
          unread -= read;
        }
      }
    }
  }

  /** Loads for warmUp, then measures for duration. */
  LoadResult run(Duration warmUp, Duration duration) throws IOException {
    List<ByteChannel> channels = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < workload.connections(); i++) {
        SocketChannel socket = connect();
        channels.add(socket);
        ByteChannel channel = encrypted(socket);
        socket.configureBlocking(false);
        SelectionKey key = socket.register(selector, SelectionKey.OP_READ);
        LoadConnection connection =
            new LoadConnection(channel, key, workload.inFlight(), requests, latencies);
        key.attach(connection);
        connection.begin();
      }
      loadFor(warmUp, selector);
      latencies.reset();
      long cpuBefore = ServerUsage.cpuMicros(server.pid());
      long elapsed = loadFor(duration, selector);
      return result(elapsed, ServerUsage.cpuMicros(server.pid()) - cpuBefore);
    } finally {
      for (ByteChannel channel : channels) {
        channel.close();
      }
    }
  }

  private long loadFor(Duration duration, Selector selector) throws IOException {
    long start = System.nanoTime();
    long elapsed;
    do {
      selector.select(this::onReady, 100);
      elapsed = System.nanoTime() - start;
    } while (elapsed < duration.toNanos());
    return elapsed;
  }

  private void onReady(SelectionKey key) {
    try {
      ((LoadConnection) key.attachment()).onReady(scratch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LoadResult result(long elapsedNanos, long cpuMicros) {
    return new LoadResult(
        latencies.count() * 1e9 / elapsedNanos,
        latencies.percentileNanos(0.5) / 1e3,
        latencies.percentileNanos(0.99) / 1e3,
        latencies.maxNanos() / 1e3,
        (double) cpuMicros / latencies.count());
  }

  private ByteChannel encrypted(SocketChannel socket) throws IOException {
    return tls == null ? socket : TlsChannel.connect(socket, tls);
  }

  private SocketChannel connect() throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return channel;
  }
}
