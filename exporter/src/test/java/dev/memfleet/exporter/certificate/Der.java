package dev.memfleet.exporter.certificate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** ASN.1 values in DER. */
final class Der {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private Der() {}

  static byte[] tagged(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.size();
    if (length < 0x80) {
      out.write(length);
    } else {
      byte[] digits = BigInteger.valueOf(length).toByteArray();
      int zeros = digits[0] == 0 ? 1 : 0;
      out.write(0x80 | (digits.length - zeros));
      out.write(digits, zeros, digits.length - zeros);
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  static byte[] sequence(byte[]... parts) {
    return tagged(0x30, parts);
  }

  static byte[] set(byte[]... parts) {
    return tagged(0x31, parts);
  }

  static byte[] integer(BigInteger number) {
    return tagged(0x02, number.toByteArray());
  }

  static byte[] bool(boolean value) {
    return tagged(0x01, new byte[] {(byte) (value ? 0xff : 0)});
  }

  static byte[] text(String text) {
    return tagged(0x0c, text.getBytes(UTF_8));
  }

  static byte[] time(Instant time) {
    return tagged(0x18, TIME.format(time).getBytes(US_ASCII));
  }

  static byte[] octets(byte[] bytes) {
    return tagged(0x04, bytes);
  }

  static byte[] bits(byte[] bytes) {
    return tagged(0x03, new byte[1], bytes);
  }

  static byte[] objectId(int... arcs) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(arcs[0] * 40 + arcs[1]);
    for (int i = 2; i < arcs.length; i++) {
      for (int shift = 28; shift > 0; shift -= 7) {
        if (arcs[i] >> shift != 0) {
          out.write(0x80 | (arcs[i] >> shift & 0x7f));
        }
      }
      out.write(arcs[i] & 0x7f);
    }
    return tagged(0x06, out.toByteArray());
  }
}
