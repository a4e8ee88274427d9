package dev.memfleet.exporter.certificate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;

/** PEM texts. */
final class Pem {
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII));

  private Pem() {}

  static String certificate(byte[] der) {
    return block("CERTIFICATE", der);
  }

  static String privateKey(byte[] pkcs8) {
    return block("PRIVATE KEY", pkcs8);
  }

  private static String block(String kind, byte[] bytes) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, LINES.encodeToString(bytes), kind);
  }
}
