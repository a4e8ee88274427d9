package dev.memfleet.exporter.client;

import dev.memfleet.exporter.node.HostName;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trust manager for the certificates of nodes: signed by a trusted authority and valid for the
 * node's name. The JDK rejects names with underscores, which container names have; these are
 * compared here as openssl and Go do.
 */
final class NodeTrust extends X509ExtendedTrustManager {
  private static final int DNS = 2;

  private final X509ExtendedTrustManager authorities;

  NodeTrust(X509ExtendedTrustManager authorities) {
    this.authorities = authorities;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    String name = engine.getPeerHost();
    if (name == null || HostName.isStrict(name)) {
      authorities.checkServerTrusted(chain, authType, engine);
    } else {
      authorities.checkServerTrusted(chain, authType);
      checkName(chain[0], name);
    }
  }

  private static void checkName(X509Certificate certificate, String name)
      throws CertificateException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    if (names != null) {
      for (List<?> other : names) {
        if (other.get(0).equals(DNS) && matches(String.valueOf(other.get(1)), name)) {
          return;
        }
      }
    }
    throw new CertificateException(
        "No subject alternative DNS name matching %s found.".formatted(name));
  }

  /** A star matches the whole first label. */
  private static boolean matches(String pattern, String name) {
    String given = pattern.toLowerCase(Locale.ROOT);
    String wanted = name.toLowerCase(Locale.ROOT);
    if (!given.startsWith("*.")) {
      return given.equals(wanted);
    }
    int dot = wanted.indexOf('.');
    return dot > 0 && given.indexOf('.', 2) > 0 && wanted.substring(dot).equals(given.substring(1));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    authorities.checkServerTrusted(chain, authType, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    authorities.checkServerTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("only nodes' certificates are verified");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
      throws CertificateException {
    throw new CertificateException("only nodes' certificates are verified");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("only nodes' certificates are verified");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities.getAcceptedIssuers();
  }
}
