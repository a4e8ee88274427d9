package dev.memfleet.exporter.node;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;

/**
 * A certificate with its chain and key, from PEM files; certificate and key may be in the same
 * file.
 *
 * @param keys key manager for TLS
 * @param certificate the first of the chain
 */
public record PemIdentity(KeyManagerFactory keys, X509Certificate certificate) {
  private static final char[] NO_PASSWORD = {};
  private static final byte[] SAMPLE = {1, 2, 3};

  /**
   * Reads certificate and key.
   *
   * @throws IllegalArgumentException saying what is wrong with the certificate or the key
   */
  public static PemIdentity of(byte[] certificates, byte[] key) {
    List<X509Certificate> chain = PemCertificates.parse(certificates);
    PrivateKey own = PemKey.parse(key);
    if (!isPair(chain.get(0), own)) {
      throw new IllegalArgumentException("the private key does not match the certificate");
    }
    try {
      KeyStore store = KeyStore.getInstance("JKS");
      store.load(null, NO_PASSWORD);
      store.setKeyEntry("own", own, NO_PASSWORD, chain.toArray(new X509Certificate[0]));
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, NO_PASSWORD);
      return new PemIdentity(factory, chain.get(0));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every JVM has key stores", e);
    }
  }

  private static boolean isPair(X509Certificate certificate, PrivateKey key) {
    try {
      Signature signature = signature(key);
      signature.initSign(key);
      signature.update(SAMPLE);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(SAMPLE);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) { // such as a certificate of another algorithm
      return false;
    }
  }

  private static Signature signature(PrivateKey key) throws GeneralSecurityException {
    String kind = key.getAlgorithm();
    Signature signature =
        Signature.getInstance(
            switch (kind) {
              case "EC" -> "SHA256withECDSA";
              case "RSA" -> "SHA256withRSA";
              default -> kind;
            });
    if (kind.equals("RSASSA-PSS")) {
      signature.setParameter(
          new PSSParameterSpec(
              "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, PSSParameterSpec.TRAILER_FIELD_BC));
    }
    return signature;
  }
}
