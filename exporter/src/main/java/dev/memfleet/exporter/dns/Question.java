package dev.memfleet.exporter.dns;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What is asked of a name server.
 *
 * @param id which its reply repeats, 0 to 65535
 * @param name in lower case, without a dot at its end
 */
record Question(int id, String name, RecordType type) {
  private static final int RECURSION_DESIRED = 0x0100;
  private static final int INTERNET = 1;

  /**
   * The message. {@code id flags 1 0 0 0 | name type class}.
   *
   * @throws DnsException for a name that no message can carry
   */
  byte[] encode() throws DnsException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int[] header = {id, RECURSION_DESIRED, 1, 0, 0, 0};
    for (int number : header) {
      writeShort(out, number);
    }
    for (String label : name.split("\\.", -1)) {
      byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
      if (bytes.length == 0 || bytes.length > 63) {
        throw DnsException.of(name + ": not a name");
      }
      out.write(bytes.length);
      out.writeBytes(bytes);
    }
    out.write(0);
    writeShort(out, type.code());
    writeShort(out, INTERNET);
    return out.toByteArray();
  }

  private static void writeShort(ByteArrayOutputStream out, int number) {
    out.write(number >> 8);
    out.write(number);
  }
}
