package dev.memfleet.exporter.http.access;

import dev.memfleet.exporter.node.OneTrustManager;
import dev.memfleet.exporter.node.PemCertificates;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Trust manager for the certificates of clients. */
final class ClientCertificates extends X509ExtendedTrustManager {
  private static final Set<Integer> EMAIL_DNS_URI_IP = Set.of(1, 2, 6, 7);

  /** Null if no authority needs to sign them. */
  private final @Nullable X509ExtendedTrustManager authorities;

  private final Set<String> allowedNames;

  private ClientCertificates(
      @Nullable X509ExtendedTrustManager authorities, List<String> allowedNames) {
    this.authorities = authorities;
    this.allowedNames = Set.copyOf(allowedNames);
  }

  static TrustManagerFactory trusted(WebTls config) {
    return new OneTrustManager(
        new ClientCertificates(
            config.clientAuth().verified() ? authorities(config.clientAuthorities()) : null,
            config.allowedNames()));
  }

  private static X509ExtendedTrustManager authorities(Optional<String> pem) {
    try {
      return PemCertificates.authorities(
          pem.map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(null));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the client CA cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    if (authorities != null) {
      authorities.checkClientTrusted(chain, authType);
    }
    checkName(chain[0]);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    if (authorities != null) {
      authorities.checkClientTrusted(chain, authType, engine);
    }
    checkName(chain[0]);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  private void checkName(X509Certificate certificate) throws CertificateException {
    if (!allowedNames.isEmpty() && names(certificate).stream().noneMatch(allowedNames::contains)) {
      throw new CertificateException("none of the certificate's names is allowed");
    }
  }

  private static List<String> names(X509Certificate certificate)
      throws CertificateParsingException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    return names == null
        ? List.of()
        : names.stream()
            .filter(name -> EMAIL_DNS_URI_IP.contains((Integer) name.get(0)))
            .map(name -> String.valueOf(name.get(1)))
            .toList();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("only clients' certificates are verified");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("only clients' certificates are verified");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("only clients' certificates are verified");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities == null ? new X509Certificate[0] : authorities.getAcceptedIssuers();
  }
}
