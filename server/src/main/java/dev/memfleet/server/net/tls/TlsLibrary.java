package dev.memfleet.server.net.tls;

import dev.memfleet.server.config.TlsOptions;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.internal.tcnative.SSL;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * The library that encrypts. A handshake by BoringSSL takes about half of the JDK's CPU time, but
 * its native library, Netty's tcnative, is in a file beside the jar, which may be missing or fail
 * to load.
 */
public enum TlsLibrary {
  BORINGSSL,
  JDK;

  /** System property that names the only library to try. */
  static final String PROPERTY = "memfleet.tls";

  /**
   * BoringSSL if it can be used, else the JDK; logs why it is not BoringSSL.
   *
   * @throws IOException when {@link #PROPERTY} names one that cannot be used
   */
  public static TlsLibrary choose(TlsOptions options) throws IOException {
    String wanted = System.getProperty(PROPERTY, "");
    if (wanted.equals(JDK.label())) {
      return JDK;
    }
    if (!wanted.isEmpty() && !wanted.equals(BORINGSSL.label())) {
      throw new IOException(
          PROPERTY + "=" + wanted + " is not known; expected one of boringssl, jdk");
    }
    boolean loaded = OpenSsl.isAvailable();
    if (loaded && (!wanted.isEmpty() || BORINGSSL.knows(options.ciphers()))) {
      return BORINGSSL;
    }
    String reason = loaded ? "ssl_ciphers has suites that BoringSSL lacks" : failure();
    if (!wanted.isEmpty()) {
      throw new IOException(PROPERTY + "=" + wanted + " is not available: " + reason);
    }
    System.err.printf(
        "memfleet-server: TLS falls back, takes more CPU: library=jdk reason=\"%s\"%n", reason);
    return JDK;
  }

  private boolean knows(String ciphers) {
    try {
      return ciphers.isEmpty() || !suites(ciphers).isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  /** Why BoringSSL's native library cannot be loaded, in one line. */
  private static String failure() {
    return String.valueOf(OpenSsl.unavailabilityCause().getMessage())
        .lines()
        .findFirst()
        .orElse("no reason given");
  }

  /** boringssl or jdk. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The cipher suites of {@code ssl_ciphers}, by the JDK's names.
   *
   * @throws IOException when the library lacks one
   */
  private List<String> suites(String names) throws IOException {
    try {
      return CipherSuites.parse(
          names,
          switch (this) {
            case BORINGSSL ->
                OpenSsl.availableJavaCipherSuites().stream()
                    .filter(suite -> suite.startsWith("TLS_"))
                    .toList();
            case JDK ->
                List.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
          });
    } catch (NoSuchAlgorithmException e) {
      throw new IOException("Error setting up TLS: " + e.getMessage(), e);
    }
  }

  /** Creates the builder of a context with the server's certificate. */
  SslContextBuilder builder(KeyManagerFactory keys, TlsOptions options) throws IOException {
    SslContextBuilder builder =
        switch (this) {
          case BORINGSSL ->
              // The event loop signs, as memcached's threads do; with authorities, handshakes are
              // tasks of the thread pool.
              SslContextBuilder.forServer(new OpenSslCachingX509KeyManagerFactory(keys))
                  .sslProvider(SslProvider.OPENSSL_REFCNT)
                  .option(OpenSslContextOption.USE_TASKS, !options.authorities().isEmpty());
          case JDK -> SslContextBuilder.forServer(keys).sslProvider(SslProvider.JDK);
        };
    return options.ciphers().isEmpty() ? builder : builder.ciphers(suites(options.ciphers()));
  }

  /** Builds the context; sessions are resumed by ticket, and from the cache if it is enabled. */
  SslContext build(SslContextBuilder builder, TlsOptions options) throws SSLException {
    SslContext context = builder.build();
    if (context.sessionContext() instanceof OpenSslServerSessionContext sessions) {
      sessions.setSessionCacheEnabled(options.sessionCache());
      sessions.setTicketKeys(); // enables tickets; BoringSSL creates and rotates the keys
    }
    return context;
  }

  /** Whether a handshake that began at this time, in milliseconds, has resumed a session. */
  static boolean resumed(SSLEngine engine, long since) {
    return engine instanceof ReferenceCountedOpenSslEngine openssl
        ? SSL.isSessionReused(openssl.sslPointer())
        : engine.getSession().getCreationTime() < since;
  }
}
