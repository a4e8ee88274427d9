package dev.memfleet.exporter.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.fake.Script;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.peer.CacheNode;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnsIT {
  @TempDir Path folder;

  private static Socket client(CacheNode node) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port());
    socket.getOutputStream().write("mn\r\n".getBytes(StandardCharsets.US_ASCII));
    assertThat(socket.getInputStream().readNBytes(4)).hasSize(4);
    return socket;
  }

  @Test
  void clients_areShownByAddress() throws Exception {
    try (CacheNode node = CacheNode.memcached(folder, "sessions");
        Socket one = client(node);
        Socket other = client(node)) {
      VerbRun run = VerbRun.of("conns", node.address());

      assertThat(one.isConnected() && other.isConnected()).isTrue();
      assertThat(run.status()).isZero();
      run.with(node.address(), "10.0.0.11:11211")
          .with("127.0.0.1", "10.0.0.42")
          .matching("(?m)(10.0.0.42 .* )\\d+s$", "$1" + "0s")
          .isInReadme("conns");
    }
  }

  @Test
  void json_hasClientsAndStates_ofOurServerToo() throws Exception {
    try (CacheNode node = CacheNode.reference(folder, "sessions");
        Socket one = client(node)) {
      JsonObject all = new JsonObject(VerbRun.of("conns", node.address(), "--format=json").out());

      assertThat(one.isConnected()).isTrue();
      assertThat(all.getJsonArray("clients").getJsonObject(0).getInteger("connections"))
          .isEqualTo(2);
      assertThat(all.getJsonArray("states")).isNotEmpty();
    }
  }

  @Test
  void nodeThatRefuses_isNamed() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal())) {
      VerbRun run = VerbRun.of("conns", node.address().toString());

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err()).isEqualTo(node.address() + ": it refused stats conns\n");
    }
  }
}
