package dev.memfleet.server.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.Server;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SASL logins whose message comes in a request of its own. */
class SaslStepTest {
  private static final int HEADER = 24;
  private static final int AUTH = 0x21;
  private static final int STEP = 0x22;
  private static final int STATUS_AT = 7;

  @TempDir Path folder;

  private Server server() throws IOException {
    Path users = Files.writeString(folder.resolve("users"), "foo:bar\n");
    return Server.start("-l", "127.0.0.1", "-p", "-1", "-t", "1", "-S", "--sasl-users=" + users);
  }

  private static byte[] request(int opcode, String message) {
    String body = "PLAIN" + message;
    return ByteBuffer.allocate(HEADER + body.length())
        .put((byte) 0x80)
        .put((byte) opcode)
        .putShort((short) "PLAIN".length())
        .putInt(0)
        .putInt(body.length())
        .position(HEADER)
        .put(body.getBytes(ISO_8859_1))
        .array();
  }

  private static int status(String header) {
    return header.charAt(STATUS_AT);
  }

  @Test
  void step_withTheRightPassword_logsIn() throws IOException {
    try (Server server = server();
        TextClient client = TextClient.connect(server.port())) {
      client.send(request(AUTH, ""));
      assertThat(status(client.read(HEADER))).isEqualTo(0x21);
      client.send(request(STEP, "\0foo\0bar"));
      assertThat(status(client.read(HEADER))).isZero();
      assertThat(client.read("Authenticated".length())).isEqualTo("Authenticated");
    }
  }

  @Test
  void step_withAWrongPassword_isRefused_andASecondOneToo() throws IOException {
    try (Server server = server();
        TextClient client = TextClient.connect(server.port())) {
      client.send(request(AUTH, ""));
      client.read(HEADER);
      for (int i = 0; i < 2; i++) {
        client.send(request(STEP, "\0foo\0" + (i == 0 ? "baz" : "bar")));
        assertThat(status(client.read(HEADER))).isEqualTo(0x20);
        assertThat(client.read("Auth failure.".length())).isEqualTo("Auth failure.");
      }
    }
  }
}
