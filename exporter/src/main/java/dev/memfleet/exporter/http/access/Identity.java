package dev.memfleet.exporter.http.access;

import dev.memfleet.exporter.config.WebTls;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/** Our own certificate and its key. */
record Identity(KeyManagerFactory keys, Instant expiry) {
  private static final byte[] SAMPLE = {1, 2, 3};

  static Identity of(WebTls config, Vertx vertx) {
    KeyManagerFactory factory = factory(config, vertx);
    X509ExtendedKeyManager keys = (X509ExtendedKeyManager) factory.getKeyManagers()[0];
    for (String type : new String[] {"EC", "RSA", "EdDSA", "DSA"}) {
      String[] aliases = keys.getServerAliases(type, null);
      if (aliases != null) {
        X509Certificate certificate = keys.getCertificateChain(aliases[0])[0];
        checkPair(certificate, keys.getPrivateKey(aliases[0]));
        return new Identity(factory, certificate.getNotAfter().toInstant());
      }
    }
    throw new IllegalArgumentException("the certificate is of a kind that is not known here");
  }

  private static KeyManagerFactory factory(WebTls config, Vertx vertx) {
    try {
      PemKeyCertOptions pem =
          new PemKeyCertOptions()
              .addCertValue(Buffer.buffer(config.certificate()))
              .addKeyValue(Buffer.buffer(config.key().reveal()));
      return pem.getKeyManagerFactory(vertx);
    } catch (Exception e) {
      throw new IllegalArgumentException(
          "certificate and key cannot be read: expected PEM, and a key without a password", e);
    }
  }

  private static void checkPair(X509Certificate certificate, PrivateKey key) {
    try {
      Signature signature = Signature.getInstance(algorithm(key));
      signature.initSign(key);
      signature.update(SAMPLE);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(SAMPLE);
      if (signature.verify(signed)) {
        return;
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key is not the certificate's", e);
    }
    throw new IllegalArgumentException("the key is not the certificate's");
  }

  private static String algorithm(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "EC" -> "SHA256withECDSA";
      case "RSA" -> "SHA256withRSA";
      case "DSA" -> "SHA256withDSA";
      default -> key.getAlgorithm();
    };
  }
}
