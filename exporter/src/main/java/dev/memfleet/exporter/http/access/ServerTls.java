package dev.memfleet.exporter.http.access;

import dev.memfleet.exporter.node.PemIdentity;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** The TLS options for one version of the web config. */
final class ServerTls {
  private static final String HTTP_1 = "http/1.1";
  private static final SSLContext CONTEXT = context();
  private static final SSLParameters AVAILABLE = CONTEXT.getDefaultSSLParameters();

  private final ServerSSLOptions options;
  private final Instant expiry;
  private final List<String> ignored = new ArrayList<>();

  /**
   * @throws IllegalArgumentException with the error in the certificates or settings
   */
  ServerTls(WebConfig config, WebTls tls) {
    PemIdentity identity = identity(tls);
    expiry = identity.certificate().getNotAfter().toInstant();
    options = new ServerSSLOptions();
    options
        .setKeyCertOptions(KeyCertOptions.wrap(identity.keys()))
        .setTrustOptions(TrustOptions.wrap(ClientCertificates.trusted(tls)))
        .setClientAuth(clientAuth(tls))
        .setUseAlpn(true)
        .setApplicationLayerProtocols(config.http2() ? List.of("h2", HTTP_1) : List.of(HTTP_1))
        .setEnabledSecureTransportProtocols(protocols(tls));
    cipherSuites(tls).forEach(options::addEnabledCipherSuite);
    if (!tls.ownOrder()) {
      ignored.add("prefer_server_cipher_suites: false");
    }
  }

  private static PemIdentity identity(WebTls tls) {
    try {
      return PemIdentity.of(
          tls.certificate().getBytes(StandardCharsets.UTF_8),
          tls.key().reveal().getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "certificate and key cannot be used: " + e.getMessage(), e);
    }
  }

  private static ClientAuth clientAuth(WebTls tls) {
    if (tls.clientAuth().required()) {
      return ClientAuth.REQUIRED;
    }
    return tls.clientAuth().requested() ? ClientAuth.REQUEST : ClientAuth.NONE;
  }

  private static SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has TLS", e);
    }
  }

  private Set<String> protocols(WebTls config) {
    List<String> available = List.of(AVAILABLE.getProtocols());
    Set<String> chosen = new LinkedHashSet<>();
    for (TlsVersion version : TlsVersion.values()) {
      if (version.compareTo(config.oldest()) >= 0 && version.compareTo(config.newest()) <= 0) {
        (available.contains(version.protocol()) ? chosen : ignored).add(version.protocol());
      }
    }
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          "this JVM has none of the TLS versions asked for, only " + String.join(", ", available));
    }
    return chosen;
  }

  /** The suites of TLS 1.3 are always enabled, as in Go. */
  private List<String> cipherSuites(WebTls config) {
    String[] available = AVAILABLE.getCipherSuites();
    if (config.cipherSuites().isEmpty()) {
      return List.of();
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
    return chosen;
  }

  /** The options for a listener; must not be changed. */
  ServerSSLOptions options() {
    return options;
  }

  /** When our certificate expires. */
  Instant expiry() {
    return expiry;
  }

  /** Configured versions and cipher suites that this JVM does not support or allow. */
  List<String> ignored() {
    return ignored;
  }
}
