package dev.memfleet.server.net.tls;

import dev.memfleet.server.config.TlsOptions;
import dev.memfleet.server.config.TlsOptions.Verification;
import dev.memfleet.server.stats.Counter;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Vertx;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The server's certificates, and the factory of the handlers that encrypt connections. {@code
 * refresh_certs} reloads the certificates for new connections.
 *
 * <p>The slow parts of a handshake run in a separate thread pool, so that they do not delay the
 * requests of other clients: all of the JDK's computations, and the verification of client
 * certificates. Each connection has at most one task in the pool's queue.
 */
public final class Certificates implements AutoCloseable {
  private static final long HANDSHAKE_MILLIS = 10_000;
  private static final long IDLE_SECONDS = 10;
  private static final int CACHED_SESSIONS = 20_480;
  private static final int MAX_RECORD = 16 << 10;

  private final Vertx vertx;
  private final TlsOptions options;
  private final TlsLibrary library;
  private final Runnable onRead;
  private final ThreadPoolExecutor handshakes;

  /** Guards the context: BoringSSL's is freed when it is replaced and its last engine has gone. */
  private final Object lock = new Object();

  private @Nullable SslContext context;

  /**
   * Loads the certificates.
   *
   * @param threads size of the thread pool for handshakes
   * @param onRead called after each successful load
   * @throws IOException if a file cannot be used
   */
  public Certificates(
      Vertx vertx, TlsOptions options, TlsLibrary library, int threads, Runnable onRead)
      throws IOException {
    this.vertx = vertx;
    this.options = options;
    this.library = library;
    this.onRead = onRead;
    handshakes =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "memfleet-handshake");
              thread.setDaemon(true);
              return thread;
            });
    handshakes.allowCoreThreadTimeOut(true);
    load();
  }

  /** Reloads the certificates; returns the reply. On failure, the current ones remain in use. */
  public String refresh() {
    try {
      load();
    } catch (IOException e) {
      return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    }
    return "OK";
  }

  private void load() throws IOException {
    replace(read());
    onRead.run();
  }

  private void replace(@Nullable SslContext next) {
    synchronized (lock) {
      ReferenceCountUtil.release(context);
      context = next;
    }
  }

  private SslContext read() throws IOException {
    SslContextBuilder builder =
        library
            .builder(new Identity(vertx, options).keys(), options)
            .protocols(versions())
            .sessionCacheSize(options.sessionCache() ? CACHED_SESSIONS : 1);
    trust(builder);
    try {
      return library.build(builder, options);
    } catch (SSLException e) {
      throw new IOException("Error setting up TLS: " + e.getMessage(), e);
    }
  }

  private List<String> versions() {
    return IntStream.rangeClosed(2, 3)
        .filter(version -> version >= options.minVersion())
        .mapToObj(version -> "TLSv1." + version)
        .toList();
  }

  private void trust(SslContextBuilder builder) throws IOException {
    if (options.authorities().isEmpty()) {
      TrustManager none = new NoAuthorities();
      builder.trustManager(none);
      return;
    }
    try {
      builder.trustManager(new File(options.authorities()));
    } catch (IllegalArgumentException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(
          "Error loading the CA certificate: " + options.authorities() + ": " + cause.getMessage(),
          e);
    }
  }

  /**
   * Creates the link between a connection and TLS; null if its address is not encrypted.
   *
   * @param counts called with each counter to increment
   */
  public @Nullable TlsLink link(Security security, Consumer<Counter> counts) {
    return security.encrypts(options) ? new TlsLink(this, security, counts) : null;
  }

  /** Creates the handler that encrypts one connection. */
  SslHandler handler(ByteBufAllocator allocator, Security security) {
    SSLEngine engine = engine(allocator);
    Verification verification = security.verification(options.verification());
    switch (verification) {
      case NONE -> engine.setWantClientAuth(false);
      case OPTIONAL -> engine.setWantClientAuth(true);
      case REQUIRED, REQUIRED_ONCE -> engine.setNeedClientAuth(true);
    }
    SslHandler handler = new SslHandler(engine, handshakes);
    handler.setHandshakeTimeoutMillis(HANDSHAKE_MILLIS);
    handler.setWrapDataSize(Math.max(1, Math.min(MAX_RECORD, options.writeBufferBytes())));
    return handler;
  }

  private SSLEngine engine(ByteBufAllocator allocator) {
    synchronized (lock) {
      if (context == null) {
        throw new IllegalStateException("closed");
      }
      return context.newEngine(allocator);
    }
  }

  @Override
  public void close() {
    replace(null);
    handshakes.shutdownNow();
  }
}
