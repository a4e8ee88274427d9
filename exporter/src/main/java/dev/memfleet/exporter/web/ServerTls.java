package dev.memfleet.exporter.web;

import dev.memfleet.exporter.config.TlsVersion;
import dev.memfleet.exporter.config.WebTls;
import io.vertx.core.Vertx;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;

/** TLS as one state of the web config has it. */
final class ServerTls {
  private static final int KEPT_SESSIONS = 256;
  private static final int SESSION_SECONDS = 3600;

  private final SSLContext context;
  private final SSLParameters parameters;
  private final Instant expiry;
  private final List<String> ignored = new ArrayList<>();

  /**
   * @throws IllegalArgumentException saying what is wrong with certificates or settings
   */
  ServerTls(WebTls config, Vertx vertx) {
    Identity identity = Identity.of(config, vertx);
    expiry = identity.expiry();
    try {
      context = SSLContext.getInstance("TLS");
      context.init(
          new X509ExtendedKeyManager[] {identity.keys()},
          new TrustManager[] {ClientCertificates.trusted(config, vertx)},
          null);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("TLS cannot be set up: " + e.getMessage(), e);
    }
    context.getServerSessionContext().setSessionCacheSize(KEPT_SESSIONS);
    context.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
    parameters = context.getDefaultSSLParameters();
    parameters.setProtocols(protocols(config));
    parameters.setCipherSuites(cipherSuites(config));
    parameters.setUseCipherSuitesOrder(config.ownOrder());
    if (config.clientAuth().required()) {
      parameters.setNeedClientAuth(true);
    } else {
      parameters.setWantClientAuth(config.clientAuth().requested());
    }
  }

  private String[] protocols(WebTls config) {
    List<String> available = List.of(parameters.getProtocols());
    List<String> chosen = new ArrayList<>();
    for (TlsVersion version : TlsVersion.values()) {
      if (version.compareTo(config.oldest()) >= 0 && version.compareTo(config.newest()) <= 0) {
        (available.contains(version.protocol()) ? chosen : ignored).add(version.protocol());
      }
    }
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          "this JVM has none of the TLS versions asked for, only " + String.join(", ", available));
    }
    return chosen.toArray(String[]::new);
  }

  /** Those of TLS 1.3 are always there, as in Go. */
  private String[] cipherSuites(WebTls config) {
    String[] available = parameters.getCipherSuites();
    if (config.cipherSuites().isEmpty()) {
      return available;
    }
    List<String> chosen = new ArrayList<>();
    for (String suite : config.cipherSuites()) {
      (Arrays.asList(available).contains(suite) ? chosen : ignored).add(suite);
    }
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException("this JVM has none of the cipher suites asked for");
    }
    Arrays.stream(available)
        .filter(suite -> !suite.contains("_WITH_") && !chosen.contains(suite))
        .forEach(chosen::add);
    return chosen.toArray(String[]::new);
  }

  SSLContext context() {
    return context;
  }

  /** For a new connection. */
  SSLEngine newEngine() {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setSSLParameters(parameters);
    return new QuietEngine(engine);
  }

  /** When our certificate is of no use any more. */
  Instant expiry() {
    return expiry;
  }

  /** Versions and cipher suites asked for that this JVM does not have or does not allow. */
  List<String> ignored() {
    return ignored;
  }
}
