package dev.memfleet.exporter.cli.verbs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Which certificates of a web server are trusted. */
final class HttpsTrust {
  private final SSLContext context;
  private final boolean anyHost;

  private HttpsTrust(TrustManager[] trusted, boolean anyHost) throws GeneralSecurityException {
    this.context = SSLContext.getInstance("TLS");
    this.context.init(null, trusted, null);
    this.anyHost = anyHost;
  }

  /** Trusts the authorities in a PEM file. */
  static HttpsTrust of(Path caFile) throws VerbException {
    try (InputStream pem = Files.newInputStream(caFile)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (Certificate ca : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        store.setCertificateEntry("ca" + number++, ca);
      }
      if (number == 0) {
        throw new VerbException(caFile + ": no certificate in it (expected PEM)");
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return new HttpsTrust(factory.getTrustManagers(), false);
    } catch (IOException e) {
      throw new VerbException(caFile + ": cannot be read: " + e.getMessage());
    } catch (GeneralSecurityException e) {
      throw new VerbException(caFile + ": expected certificates in PEM: " + e.getMessage());
    }
  }

  /** Trusts any certificate, for any host. */
  static HttpsTrust trustAll() {
    try {
      return new HttpsTrust(new TrustManager[] {new TrustAll()}, true);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has TLS", e);
    }
  }

  void apply(HttpsURLConnection connection) {
    connection.setSSLSocketFactory(context.getSocketFactory());
    if (anyHost) {
      connection.setHostnameVerifier((host, session) -> true);
    }
  }

  /** A trust manager that accepts every certificate. */
  private static final class TrustAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate @Nullable [] chain, @Nullable String type) {}

    @Override
    public void checkServerTrusted(X509Certificate @Nullable [] chain, @Nullable String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
