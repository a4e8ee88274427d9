package dev.memfleet.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.Software;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The protocol of a connection, chosen by its first byte or by {@code -B}. */
class BinaryClientIT {
  private static final String NOOP = "\u0080\n" + "\0".repeat(22);
  private static final String NOOP_REPLY = "\u0081\n" + "\0".repeat(22);

  @Test
  void connectionsByTheirFirstByte_speakTextAndBinarySideBySide() throws IOException {
    try (CacheServer server = Software.MEMFLEET.start();
        TextClient text = server.connect();
        TextClient binary = server.connect()) {
      assertThat(text.exchange("get a\r\n")).isEqualTo("END\r\n");
      binary.send(NOOP + NOOP);
      assertThat(binary.readThrough(NOOP_REPLY + NOOP_REPLY)).isEqualTo(NOOP_REPLY + NOOP_REPLY);
      assertThat(text.exchange("\u0080\n")).isEqualTo("CLIENT_ERROR bad command line format\r\n");
    }
  }

  @Test
  void firstByte_isText_whereTextWasChosen() throws IOException {
    try (CacheServer server = Software.MEMFLEET.start("-B", "ascii");
        TextClient client = server.connect()) {
      assertThat(client.exchange("\u0080\u0080\r\n")).isEqualTo("ERROR\r\n");
    }
  }

  @Test
  void textWhereBinaryWasChosen_isClosed() throws IOException {
    try (CacheServer server = Software.MEMFLEET.start("-B", "binary");
        TextClient client = server.connect()) {
      client.send("get a\r\n");
      assertThat(client.readToEnd()).isEmpty();
    }
  }
}
