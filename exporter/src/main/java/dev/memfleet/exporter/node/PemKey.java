package dev.memfleet.exporter.node;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the private key of a PEM file: PKCS#8 of any algorithm, PKCS#1 of RSA, and SEC1 of elliptic
 * curves with or without {@code EC PARAMETERS}.
 */
public final class PemKey {
  private static final List<String> KINDS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*(?:-[^-]+)*)-----END \\1-----");

  private static final String EXPECTED =
      "expected a PEM block PRIVATE KEY, RSA PRIVATE KEY or EC PRIVATE KEY";

  /** Upper limit in bytes; an RSA key of 65,536 bits fits. */
  private static final int MAX_KEY = 40_000;

  private static final int MAX_HEADER = 4;
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final int CURVE = 0xa0;

  /** {@code version 0} of PKCS#8. */
  private static final byte[] VERSION = HexFormat.of().parseHex("020100");

  /** {@code rsaEncryption} and its empty parameters. */
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

  /** {@code id-ecPublicKey}. */
  private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

  private PemKey() {}

  /**
   * The key in a file's text.
   *
   * @throws IllegalArgumentException saying what is wrong, without any of the key
   */
  public static PrivateKey parse(byte[] file) {
    Map<String, String> blocks = blocks(new String(file, StandardCharsets.ISO_8859_1));
    if (blocks.containsKey("ENCRYPTED PRIVATE KEY")
        || blocks.values().stream().anyMatch(body -> body.contains("ENCRYPTED"))) {
      throw new IllegalArgumentException(
          "the key is encrypted (expected one without a passphrase)");
    }
    try {
      return key(pkcs8(blocks));
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("a malformed key (" + EXPECTED + ")", e);
    }
  }

  private static Map<String, String> blocks(String text) {
    Map<String, String> blocks = new LinkedHashMap<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      blocks.putIfAbsent(matcher.group(1), matcher.group(2));
    }
    return blocks;
  }

  private static byte[] pkcs8(Map<String, String> blocks) {
    String any = blocks.get("PRIVATE KEY");
    if (any != null) {
      return decode(any);
    }
    String rsa = blocks.get("RSA PRIVATE KEY");
    if (rsa != null) {
      return der(SEQUENCE, VERSION, RSA, der(OCTETS, decode(rsa)));
    }
    String ec = blocks.get("EC PRIVATE KEY");
    if (ec != null) {
      byte[] key = decode(ec);
      String parameters = blocks.get("EC PARAMETERS");
      byte[] curve = parameters == null ? curve(key) : decode(parameters);
      return der(SEQUENCE, VERSION, der(SEQUENCE, EC, curve), der(OCTETS, key));
    }
    throw new IllegalArgumentException("no private key (" + EXPECTED + ")");
  }

  private static byte[] decode(String body) {
    byte[] der;
    try {
      der = Base64.getMimeDecoder().decode(body);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a malformed key (" + EXPECTED + ")", e);
    }
    if (der.length > MAX_KEY) {
      throw new IllegalArgumentException("a key of more than %d bytes".formatted(MAX_KEY));
    }
    return der;
  }

  /** The curve of {@code SEQUENCE version key [0]curve [1]public}. */
  private static byte[] curve(byte[] key) {
    int at = content(key, 0);
    while ((key[at] & 0xff) != CURVE) {
      at = content(key, at) + length(key, at);
    }
    int start = content(key, at);
    return Arrays.copyOfRange(key, start, start + length(key, at));
  }

  private static int content(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
  }

  private static int length(byte[] der, int at) {
    int length = der[at + 1] & 0xff;
    if (length < 0x80) {
      return length;
    }
    int value = 0;
    for (int i = 0; i < (length & 0x7f); i++) {
      value = value << 8 | (der[at + 2 + i] & 0xff);
    }
    if (value < 0 || value > der.length) {
      throw new IndexOutOfBoundsException(value);
    }
    return value;
  }

  private static byte[] der(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer out = ByteBuffer.allocate(length + MAX_HEADER).put((byte) tag);
    if (length >= 0x100) {
      out.put((byte) 0x82).putShort((short) length);
    } else if (length >= 0x80) {
      out.put((byte) 0x81).put((byte) length);
    } else {
      out.put((byte) length);
    }
    for (byte[] part : parts) {
      out.put(part);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  private static PrivateKey key(byte[] pkcs8) {
    for (String kind : KINDS) {
      try {
        return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException another) {
        // a key of another kind
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new IllegalArgumentException(
        "unsupported type of key (expected RSA, EC, Ed25519 or Ed448)");
  }
}
