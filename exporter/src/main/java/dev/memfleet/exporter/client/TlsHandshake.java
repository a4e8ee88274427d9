package dev.memfleet.exporter.client;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.TlsSettings;
import io.vertx.core.Future;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetSocket;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Upgrades an open socket to TLS. */
final class TlsHandshake {
  private final TlsSettings settings;

  TlsHandshake(TlsSettings settings) {
    this.settings = settings;
  }

  /**
   * Completes when the session is established, or fails with a {@link PollException}; does not
   * close the socket. The socket's remote address carries the peer's name.
   */
  Future<Void> on(NetSocket socket, NodeAddress node, ClientSSLOptions tls, Deadline deadline) {
    if (settings.peer(node).isEmpty() && !settings.insecureSkipVerify()) {
      return Future.failedFuture(
          new PollException(
              FailureReason.TLS,
              "a unix socket has no host name to verify the certificate against: set server_name"));
    }
    long millis = deadline.remainingMillis();
    ClientSSLOptions options =
        tls.copy().setSslHandshakeTimeout(millis + 1000).setSslHandshakeTimeoutUnit(MILLISECONDS);
    return deadline
        .limit(socket.upgradeToSsl(options, settings.indicatedName().orElse(null)))
        .recover(cause -> Future.failedFuture(new PollException(FailureReason.TLS, text(cause))));
  }

  /** The earliest expiry among the certificates that the node showed. */
  static @Nullable Instant expiry(NetSocket socket) {
    Instant earliest = null;
    try {
      for (Certificate certificate : socket.peerCertificates()) {
        if (certificate instanceof X509Certificate x509) {
          Instant end = x509.getNotAfter().toInstant();
          earliest = earliest == null || end.isBefore(earliest) ? end : earliest;
        }
      }
    } catch (SSLPeerUnverifiedException none) {
      return null;
    }
    return earliest;
  }

  /** The negotiated protocol, cipher suite and certificate expiry, in words. */
  static String described(NetSocket socket) {
    SSLSession session = socket.sslSession();
    Instant expiry = expiry(socket);
    return "TLS session: %s %s, certificate %s"
        .formatted(
            session.getProtocol(),
            session.getCipherSuite(),
            expiry == null ? "none" : "valid until " + expiry);
  }

  /** Why the TLS handshake failed, in words. */
  static String text(Throwable failure) {
    return "no TLS session: " + why(failure);
  }

  private static String why(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return "the handshake timed out; does the other side speak TLS?";
    }
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String text = Connector.text(root);
    if (root instanceof CertificateExpiredException) {
      return "the certificate has expired: " + text;
    }
    if (root instanceof CertificateNotYetValidException) {
      return "the certificate is not valid yet: " + text;
    }
    if (text.startsWith("Hostname or IP address is undefined")) {
      return "the certificate is not for the server_name";
    }
    if (text.contains("not an SSL/TLS record")) {
      return "the other side does not speak TLS";
    }
    if (text.toLowerCase(Locale.ROOT).contains("closedchannel")) {
      return "the other side closed the connection";
    }
    return text;
  }
}
