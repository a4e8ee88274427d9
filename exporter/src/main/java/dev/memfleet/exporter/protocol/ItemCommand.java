package dev.memfleet.exporter.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A command on one item, in both protocols, with the only answer that means success.
 *
 * <pre>
 *   set key 0 ttl length\r\nvalue\r\n   STORED\r\n
 *   get key\r\n                         VALUE key 0 length\r\nvalue\r\nEND\r\n
 *   delete key\r\n                      DELETED\r\n
 * </pre>
 */
public enum ItemCommand {
  SET(0x01) {
    @Override
    String text(String key, String value) {
      return "set %s 0 %d %d\r\n%s\r\n".formatted(key, TTL_SECONDS, value.length(), value);
    }

    @Override
    String success(String key, String value) {
      return "STORED\r\n";
    }
  },

  GET(0x00) {
    @Override
    String text(String key, String value) {
      return "get %s\r\n".formatted(key);
    }

    @Override
    String success(String key, String value) {
      return "VALUE %s 0 %d\r\n%s\r\nEND\r\n".formatted(key, value.length(), value);
    }
  },

  DELETE(0x04) {
    @Override
    String text(String key, String value) {
      return "delete %s\r\n".formatted(key);
    }

    @Override
    String success(String key, String value) {
      return "DELETED\r\n";
    }
  };

  /** The time after which an item that was not deleted expires. */
  static final int TTL_SECONDS = 60;

  /** Flags and time to live. */
  private static final int SET_EXTRAS = 8;

  private static final int MAX_ANSWER = 1024;

  private final int opcode;

  ItemCommand(int opcode) {
    this.opcode = opcode;
  }

  /** The name as a label. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  abstract String text(String key, String value);

  abstract String success(String key, String value);

  /**
   * Parses an answer of the text protocol.
   *
   * @return null while it is incomplete, empty on success, else the reason of the failure
   */
  @Nullable String textAnswer(String key, String value, byte[] received) throws ProtocolException {
    byte[] expected = success(key, value).getBytes(US_ASCII);
    if (Arrays.equals(received, expected)) {
      return "";
    }
    String text = new String(received, US_ASCII);
    int end = text.indexOf('\n');
    if (received.length > MAX_ANSWER) {
      throw new ProtocolException("answer longer than " + MAX_ANSWER + " bytes");
    }
    boolean begun = received.length < expected.length && startsWith(expected, received);
    return begun || end < 0 ? null : Printable.of(text.substring(0, end).strip());
  }

  private static boolean startsWith(byte[] all, byte[] start) {
    return Arrays.equals(all, 0, start.length, start, 0, start.length);
  }

  byte[] packet(String key, String value) {
    ByteBuffer extras = ByteBuffer.allocate(this == SET ? SET_EXTRAS : 0);
    if (this == SET) {
      extras.putInt(0).putInt(TTL_SECONDS);
    }
    return BinaryPacket.request(
        opcode, extras.array(), key, this == SET ? value.getBytes(US_ASCII) : new byte[0], 0);
  }

  /** Like {@link #textAnswer}, for the binary protocol. */
  @Nullable String packetAnswer(String value, byte[] received) throws ProtocolException {
    if (received.length < BinaryPacket.HEADER) {
      return null;
    }
    BinaryPacket packet = new BinaryPacket(received, 0);
    packet.check(opcode, MAX_ANSWER);
    if (received.length < packet.end()) {
      return null;
    }
    if (packet.status() != BinaryPacket.OK) {
      return "status %d %s".formatted(packet.status(), Printable.of(packet.value())).strip();
    }
    return this != GET || packet.value().equals(value)
        ? ""
        : "the value differs from the one stored";
  }
}
