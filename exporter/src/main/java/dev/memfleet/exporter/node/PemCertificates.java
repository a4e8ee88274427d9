package dev.memfleet.exporter.node;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Reads the certificates of a PEM file; skips other blocks and any text between them. */
public final class PemCertificates {
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN (?:X509 )?CERTIFICATE-----([^-]*)-----END");

  private PemCertificates() {}

  /**
   * Parses a PEM file's bytes; returns at least one certificate.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static List<X509Certificate> parse(byte[] file) {
    List<X509Certificate> certificates = new ArrayList<>();
    Matcher block = CERTIFICATE.matcher(new String(file, StandardCharsets.ISO_8859_1));
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      while (block.find()) {
        byte[] der = Base64.getMimeDecoder().decode(block.group(1));
        certificates.add(
            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
      }
    } catch (CertificateException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "certificate %d of the file is malformed".formatted(certificates.size() + 1), e);
    }
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException("no certificate (expected a PEM block CERTIFICATE)");
    }
    return certificates;
  }

  /**
   * A trust manager that accepts certificates signed by the CAs in a PEM file.
   *
   * @param file the file's bytes; null for the system's CAs
   * @throws IllegalArgumentException saying what is wrong
   */
  public static X509ExtendedTrustManager authorities(byte @Nullable [] file) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(file == null ? null : store(parse(file)));
      return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("the CA certificates cannot be used", e);
    }
  }

  private static KeyStore store(List<X509Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, null);
    for (X509Certificate certificate : certificates) {
      store.setCertificateEntry("authority-" + store.size(), certificate);
    }
    return store;
  }
}
