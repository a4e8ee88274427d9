package dev.memfleet.server.net.tls;

import dev.memfleet.server.config.TlsOptions;
import dev.memfleet.server.config.TlsOptions.Verification;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.Vertx;
import java.io.File;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/**
 * The server's certificates, and the factory of the handlers that encrypt connections. {@code
 * refresh_certs} reloads the certificates for new connections. Handshakes are computed in a
 * separate thread pool, so that they do not delay requests of other clients, even when they fail;
 * each connection has at most one task in the pool's queue.
 */
public final class Certificates implements AutoCloseable {
  private static final long HANDSHAKE_MILLIS = 10_000;
  private static final long IDLE_SECONDS = 10;
  private static final int CACHED_SESSIONS = 20_480;
  private static final int MAX_RECORD = 16 << 10;

  private final Vertx vertx;
  private final TlsOptions options;
  private final Runnable onRead;
  private final ThreadPoolExecutor handshakes;
  private volatile SslContext context;

  /**
   * Loads the certificates.
   *
   * @param threads size of the thread pool for handshakes
   * @param onRead called after each successful load
   * @throws IOException if a file cannot be used
   */
  public Certificates(Vertx vertx, TlsOptions options, int threads, Runnable onRead)
      throws IOException {
    this.vertx = vertx;
    this.options = options;
    this.onRead = onRead;
    context = read();
    onRead.run();
    handshakes =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "handshake");
              thread.setDaemon(true);
              return thread;
            });
    handshakes.allowCoreThreadTimeOut(true);
  }

  /** Reloads the certificates; returns the reply. On failure, the current ones remain in use. */
  public String refresh() {
    try {
      context = read();
    } catch (IOException e) {
      return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    }
    onRead.run();
    return "OK";
  }

  private SslContext read() throws IOException {
    SslContextBuilder builder =
        SslContextBuilder.forServer(new Identity(vertx, options).keys())
            .sslProvider(SslProvider.JDK)
            .protocols(versions())
            .sessionCacheSize(options.sessionCache() ? CACHED_SESSIONS : 1);
    trust(builder);
    try {
      if (!options.ciphers().isEmpty()) {
        List<String> all =
            List.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
        builder.ciphers(CipherSuites.parse(options.ciphers(), all));
      }
      return builder.build();
    } catch (SSLException | NoSuchAlgorithmException e) {
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

  /** Creates the handler that encrypts one connection. */
  SslHandler handler(ByteBufAllocator allocator, Security security) {
    SSLEngine engine = context.newEngine(allocator);
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

  @Override
  public void close() {
    handshakes.shutdownNow();
  }
}
