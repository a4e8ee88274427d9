package dev.memfleet.exporter.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Speaks the binary protocol only, and wants SASL PLAIN; each section has one stat, its name. */
public final class SaslNode extends FakeNode {
  private static final int HEADER = 24;
  private static final byte[] NOTHING = {};

  private volatile String credentials;

  public SaslNode(String username, String password) {
    credentials = credentials(username, password);
    start();
  }

  /** Takes another password from the next login on. */
  public void change(String username, String password) {
    credentials = credentials(username, password);
  }

  private static String credentials(String username, String password) {
    return "\0" + username + "\0" + password;
  }

  @Override
  void converse(Peer peer) throws IOException {
    boolean letIn = false;
    for (byte[] header = peer.read(HEADER); header != null; header = peer.read(HEADER)) {
      ByteBuffer fields = ByteBuffer.wrap(header);
      byte[] body = peer.read(fields.getInt(8));
      if (header[0] != (byte) 0x80 || body == null) {
        return;
      }
      requested("%02x %s".formatted(header[1], new String(body, UTF_8)));
      switch (header[1]) {
        case 0x20 -> answer(peer, 0x20, 0, NOTHING, "CRAM-MD5 PLAIN".getBytes(UTF_8));
        case 0x0b -> answer(peer, 0x0b, 0, NOTHING, "1.6.18".getBytes(UTF_8));
        case 0x21 -> {
          byte[] value = Arrays.copyOfRange(body, fields.getShort(2), body.length);
          letIn = new String(value, UTF_8).equals(credentials);
          answer(peer, 0x21, letIn ? 0 : 0x20, NOTHING, NOTHING);
        }
        case 0x10 -> {
          if (!letIn) {
            answer(peer, 0x10, 0x20, NOTHING, "Auth failure.".getBytes(UTF_8));
            return;
          }
          answer(peer, 0x10, 0, "section".getBytes(UTF_8), body);
          answer(peer, 0x10, 0, NOTHING, NOTHING);
        }
        default -> answer(peer, header[1], 0x81, NOTHING, NOTHING);
      }
    }
  }

  private static void answer(Peer peer, int opcode, int status, byte[] key, byte[] value)
      throws IOException {
    peer.send(
        ByteBuffer.allocate(HEADER + key.length + value.length)
            .put((byte) 0x81)
            .put((byte) opcode)
            .putShort((short) key.length)
            .putShort((short) 0)
            .putShort((short) status)
            .putInt(key.length + value.length)
            .putInt(0)
            .putLong(0)
            .put(key)
            .put(value)
            .array());
  }
}
