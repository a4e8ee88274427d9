package dev.memfleet.exporter.insight.hot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How keys are shown to people. */
public enum KeyText {
  /** In plain text; unprintable characters stay {@code %XX}, and long keys are cut. */
  PLAIN {
    @Override
    public String of(String encoded) {
      StringBuilder text = new StringBuilder();
      int at = 0;
      while (at < encoded.length() && text.length() < MAX_LENGTH) {
        char code = encoded.charAt(at);
        if (code == '%' && at + 2 < encoded.length()) {
          int decoded =
              (Prefixes.hex(encoded.charAt(at + 1)) << 4) | Prefixes.hex(encoded.charAt(at + 2));
          text.append(
              decoded > ' ' && decoded < 0x7F
                  ? Character.toString((char) decoded)
                  : String.format(Locale.ROOT, "%%%02X", decoded));
          at += 3;
        } else {
          text.append(code);
          at++;
        }
      }
      return at < encoded.length() ? text.append("...").toString() : text.toString();
    }
  },

  /**
   * As keyed hashes, the same for a key until the process ends. The hash key is random, so that
   * guessed keys cannot be verified.
   */
  HASH {
    @Override
    public String of(String encoded) {
      try {
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(new SecretKeySpec(Secret.BYTES, ALGORITHM));
        return String.format(
            "#%016x", ByteBuffer.wrap(mac.doFinal(encoded.getBytes(ISO_8859_1))).getLong());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java has " + ALGORITHM, e);
      }
    }
  };

  private static final int MAX_LENGTH = 100;
  private static final String ALGORITHM = "HmacSHA256";

  /** Created with the first hash. */
  private static final class Secret {
    static final byte[] BYTES = bytes();

    private static byte[] bytes() {
      byte[] bytes = new byte[32];
      new SecureRandom().nextBytes(bytes);
      return bytes;
    }
  }

  /**
   * A key's text.
   *
   * @param encoded as the node sends it
   */
  public abstract String of(String encoded);
}
