package dev.memfleet.server.transcript;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.memfleet.server.peer.BinaryMessage;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The notation of binary requests and responses in data files: a name and fields, {@code set key=k
 * value=v extras=0000000500000000 cas=7 opaque=1}. Lengths follow from the fields unless a request
 * gives others ({@code keylength}, {@code extraslength}, {@code bodylength}, {@code magic}). {@code
 * \s} is a space, {@code \2} the byte 2, {@code cas={name}} an id that the server chooses, {@code
 * {version}} the server's version.
 */
final class BinaryText {
  private static final List<String> OPCODES =
      List.of(
          "get",
          "set",
          "add",
          "replace",
          "delete",
          "increment",
          "decrement",
          "quit",
          "flush",
          "getq",
          "noop",
          "version",
          "getk",
          "getkq",
          "append",
          "prepend",
          "stat",
          "setq",
          "addq",
          "replaceq",
          "deleteq",
          "incrementq",
          "decrementq",
          "quitq",
          "flushq",
          "appendq",
          "prependq",
          "verbosity",
          "touch",
          "gat",
          "gatq",
          "op1f",
          "sasl_list",
          "sasl_auth",
          "sasl_step",
          "gatk",
          "gatkq");
  private static final Map<String, Integer> STATUSES =
      Map.ofEntries(
          Map.entry("ok", 0x00),
          Map.entry("not_found", 0x01),
          Map.entry("exists", 0x02),
          Map.entry("too_large", 0x03),
          Map.entry("invalid", 0x04),
          Map.entry("not_stored", 0x05),
          Map.entry("non_numeric", 0x06),
          Map.entry("auth_error", 0x20),
          Map.entry("auth_continue", 0x21),
          Map.entry("unknown", 0x81),
          Map.entry("no_memory", 0x82));
  private static final int VERSION_LENGTH = 6;
  private static final String VERSION = "{version}";

  private BinaryText() {}

  /** The bytes of a request, one character each. */
  static String request(String written, Map<String, Long> captured) {
    Map<String, String> fields = fields(written);
    byte[] extras = HexFormat.of().parseHex(fields.getOrDefault("extras", ""));
    String key = decode(fields.getOrDefault("key", ""));
    String value = decode(fields.getOrDefault("value", ""));
    int body = extras.length + key.length() + value.length();
    byte[] header =
        BinaryMessage.header(
            opcode(fields),
            (int) number(fields, "keylength", key.length()),
            (int) number(fields, "extraslength", extras.length),
            (int) number(fields, "bodylength", body),
            (int) number(fields, "opaque", 0),
            cas(fields.getOrDefault("cas", "0"), captured));
    header[0] = (byte) number(fields, "magic", BinaryMessage.REQUEST);
    return text(header) + text(extras) + key + value;
  }

  private static String decode(String written) {
    return WireText.decode(written.replace("\\s", " ").replace("\\2", "\2"));
  }

  private static long cas(String written, Map<String, Long> captured) {
    return written.startsWith("{")
        ? Objects.requireNonNull(captured.get(written.substring(1, written.length() - 1)), written)
        : Long.parseLong(written);
  }

  /** What is expected of a response. */
  static ExpectedResponse response(String written, Map<String, Long> captured) {
    Map<String, String> fields = fields(written);
    byte[] extras = HexFormat.of().parseHex(fields.getOrDefault("extras", ""));
    String key = decode(fields.getOrDefault("key", ""));
    String value = decode(fields.getOrDefault("value", ""));
    boolean version = value.equals(VERSION);
    int free = version ? VERSION_LENGTH : 0;
    String body = text(extras) + key + (version ? "" : value);
    ByteBuffer header =
        ByteBuffer.allocate(BinaryMessage.HEADER - Long.BYTES)
            .put(BinaryMessage.RESPONSE)
            .put((byte) opcode(fields))
            .putShort((short) key.length())
            .put((byte) extras.length)
            .put((byte) 0)
            .putShort(status(fields))
            .putInt(body.length() + free)
            .putInt((int) number(fields, "opaque", 0));
    String cas = fields.getOrDefault("cas", "0");
    String name = cas.startsWith("{") ? cas.substring(1, cas.length() - 1) : "";
    boolean chosen = !name.isEmpty() && !captured.containsKey(name);
    return new ExpectedResponse(
        text(header.array()), chosen ? name : "", chosen ? 0 : cas(cas, captured), body, free);
  }

  private static Map<String, String> fields(String written) {
    String[] words = written.split(" ", -1);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("opcode", words[0]);
    for (int i = 1; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      fields.put(
          equals < 0 ? "status" : words[i].substring(0, equals), words[i].substring(equals + 1));
    }
    return fields;
  }

  private static short status(Map<String, String> fields) {
    String name = fields.getOrDefault("status", "");
    return Objects.requireNonNull(STATUSES.get(name), name).shortValue();
  }

  private static int opcode(Map<String, String> fields) {
    String name = fields.getOrDefault("opcode", "");
    int code = OPCODES.indexOf(name);
    if (code < 0) {
      return Integer.parseInt(name, 16);
    }
    return code;
  }

  private static long number(Map<String, String> fields, String name, long otherwise) {
    String written = fields.get(name);
    return written == null ? otherwise : Long.parseLong(written);
  }

  static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }
}
