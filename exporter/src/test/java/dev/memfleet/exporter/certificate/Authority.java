package dev.memfleet.exporter.certificate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority that a test makes, and the certificates it issues. */
public final class Authority {
  private static final byte[] ECDSA_WITH_SHA256 =
      Der.sequence(Der.objectId(1, 2, 840, 10045, 4, 3, 2));
  private static final AtomicInteger SERIAL = new AtomicInteger(1);

  private final String name;
  private final KeyPair keys = newKeys();
  private final byte[] certificate;

  public Authority(String name) {
    this.name = name;
    byte[] isAuthority = Der.sequence(Der.objectId(2, 5, 29, 19), Der.bool(true), octets(true));
    Instant now = Instant.now();
    this.certificate =
        signed(name, keys.getPublic(), now.minusSeconds(3600), now.plusSeconds(86400), isAuthority);
  }

  private static byte[] octets(boolean authority) {
    return Der.octets(Der.sequence(Der.bool(authority)));
  }

  /** The authority's own certificate. */
  public String pem() {
    return Pem.certificate(certificate);
  }

  /** TLS for clients that trust this authority, and have no certificate of their own. */
  public SSLContext trusted() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry(
          name,
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(certificate)));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A certificate that is valid for a day.
   *
   * @param hosts names and addresses that it is for
   */
  public Issued issue(String... hosts) {
    return issue(Instant.now().plus(Duration.ofDays(1)), hosts);
  }

  /** A certificate that is valid until {@code end}, which may be in the past. */
  public Issued issue(Instant end, String... hosts) {
    KeyPair pair = newKeys();
    List<byte[]> names = new ArrayList<>();
    for (String host : hosts) {
      names.add(alternativeName(host));
    }
    byte[] extension =
        Der.sequence(
            Der.objectId(2, 5, 29, 17), Der.octets(Der.sequence(names.toArray(new byte[0][]))));
    Instant hourAgo = Instant.now().minusSeconds(3600);
    Instant begin = end.isBefore(hourAgo) ? end.minusSeconds(7200) : hourAgo;
    byte[] issued = signed("node", pair.getPublic(), begin, end, extension);
    return new Issued(Pem.certificate(issued), Pem.privateKey(pair.getPrivate().getEncoded()), end);
  }

  private static byte[] alternativeName(String host) {
    if (!host.contains(":") && !host.matches("[0-9.]+")) {
      return Der.tagged(0x82, host.getBytes(US_ASCII));
    }
    try {
      return Der.tagged(0x87, InetAddress.getByName(host).getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private byte[] signed(
      String subject, PublicKey key, Instant begin, Instant end, byte[] extension) {
    byte[] toSign =
        Der.sequence(
            Der.tagged(0xa0, Der.integer(BigInteger.TWO)),
            Der.integer(BigInteger.valueOf(SERIAL.getAndIncrement())),
            ECDSA_WITH_SHA256,
            commonName(name),
            Der.sequence(Der.time(begin), Der.time(end)),
            commonName(subject),
            key.getEncoded(),
            Der.tagged(0xa3, Der.sequence(extension)));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(toSign);
      return Der.sequence(toSign, ECDSA_WITH_SHA256, Der.bits(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] commonName(String name) {
    return Der.sequence(Der.set(Der.sequence(Der.objectId(2, 5, 4, 3), Der.text(name))));
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
