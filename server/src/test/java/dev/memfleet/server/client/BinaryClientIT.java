package dev.memfleet.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.Software;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A client that speaks binary is turned away at once rather than left waiting. */
class BinaryClientIT {
  private static final byte[] NOOP = new byte[24];

  static {
    NOOP[0] = (byte) 0x80;
    NOOP[1] = 0x0a;
  }

  @Test
  void binary_client_is_closed_at_once_and_logged_once() throws IOException {
    try (CacheServer server = Software.MEMFLEET.start();
        TextClient text = server.connect()) {
      for (int i = 0; i < 3; i++) {
        try (TextClient binary = server.connect()) {
          binary.send(NOOP);
          assertThat(binary.readToEnd()).isEmpty();
        }
      }
      assertThat(text.exchange("get a\r\n")).isEqualTo("END\r\n");
      assertThat(server.log()).containsOnlyOnce("binary protocol refused: connection=");
    }
  }

  @Test
  void first_byte_is_text_where_text_was_chosen() throws IOException {
    try (CacheServer server = Software.MEMFLEET.start("-B", "ascii");
        TextClient client = server.connect()) {
      assertThat(client.exchange("\u0080\u0080\r\n")).isEqualTo("ERROR\r\n");
      assertThat(server.log()).doesNotContain("binary protocol refused");
    }
  }
}
