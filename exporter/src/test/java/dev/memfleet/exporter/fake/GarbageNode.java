package dev.memfleet.exporter.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

/** Answers with something that is not memcached's protocol, for as long as the client listens. */
public final class GarbageNode extends FakeNode {
  private final byte[] first;
  private final byte[] forever;

  private GarbageNode(byte[] first, byte[] forever) {
    this.first = first;
    this.forever = forever;
    start();
  }

  /** Random bytes. */
  public static GarbageNode noise() {
    byte[] noise = new byte[8192];
    new Random(42).nextBytes(noise);
    return new GarbageNode(noise, noise);
  }

  /** STAT lines without end. */
  public static GarbageNode endlessStats() {
    return new GarbageNode(new byte[0], "STAT name value\r\n".repeat(500).getBytes(ISO_8859_1));
  }

  /** A line without end. */
  public static GarbageNode endlessLine() {
    byte[] letters = new byte[8192];
    Arrays.fill(letters, (byte) 'x');
    return new GarbageNode("STAT ".getBytes(ISO_8859_1), letters);
  }

  @Override
  void converse(Peer peer) throws IOException {
    if (peer.readLine() != null) {
      peer.send(first);
      while (true) {
        peer.send(forever);
      }
    }
  }
}
