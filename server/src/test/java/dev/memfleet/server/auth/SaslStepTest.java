package dev.memfleet.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.Server;
import dev.memfleet.server.peer.BinaryMessage;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SASL logins whose message comes in a request of its own. */
class SaslStepTest {
  private static final int AUTH = 0x21;
  private static final int STEP = 0x22;
  private static final int STATUS_AT = 7;

  @TempDir Path folder;

  private Server server() throws IOException {
    Path users = Files.writeString(folder.resolve("users"), "foo:bar\n");
    return Server.start("-l", "127.0.0.1", "-p", "-1", "-t", "1", "-S", "--sasl-users=" + users);
  }

  private static String request(int opcode, String message) {
    return BinaryMessage.request(opcode, "", "PLAIN", message);
  }

  private static int status(String header) {
    return header.charAt(STATUS_AT);
  }

  @Test
  void step_withTheRightPassword_logsIn() throws IOException {
    try (Server server = server();
        TextClient client = TextClient.connect(server.port())) {
      client.send(request(AUTH, ""));
      assertThat(status(client.read(BinaryMessage.HEADER))).isEqualTo(0x21);
      client.send(request(STEP, "\0foo\0bar"));
      assertThat(status(client.read(BinaryMessage.HEADER))).isZero();
      assertThat(client.read("Authenticated".length())).isEqualTo("Authenticated");
    }
  }

  @Test
  void step_withAWrongPassword_isRefused_andASecondOneToo() throws IOException {
    try (Server server = server();
        TextClient client = TextClient.connect(server.port())) {
      client.send(request(AUTH, ""));
      client.read(BinaryMessage.HEADER);
      for (int i = 0; i < 2; i++) {
        client.send(request(STEP, "\0foo\0" + (i == 0 ? "baz" : "bar")));
        assertThat(status(client.read(BinaryMessage.HEADER))).isEqualTo(0x20);
        assertThat(client.read("Auth failure.".length())).isEqualTo("Auth failure.");
      }
    }
  }
}
