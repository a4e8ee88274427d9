package dev.memfleet.server.command.dump;

import static dev.memfleet.server.protocol.ReplyBuffer.ascii;

import dev.memfleet.server.session.SessionOutput;
import dev.memfleet.server.store.lru.ItemFacts;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * {@code mg <key>}, or {@code mg <key in base64> b}: lines that a client can send back unchanged.
 */
public final class KeyDump extends Dump {
  private static final byte[] END = ascii("EN\r\n");

  public KeyDump(SessionOutput output) {
    super(output);
  }

  @Override
  void line(StringBuilder to, ItemFacts item) {
    String key = CacheDump.key(item);
    if (item.keyBinary()) {
      byte[] bytes = key.getBytes(StandardCharsets.ISO_8859_1);
      to.append("mg ").append(Base64.getEncoder().encodeToString(bytes)).append(" b\r\n");
    } else {
      to.append("mg ").append(key).append("\r\n");
    }
  }

  @Override
  public byte[] end() {
    return END;
  }
}
