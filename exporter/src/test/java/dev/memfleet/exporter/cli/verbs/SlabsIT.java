package dev.memfleet.exporter.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.CacheNode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlabsIT {
  @TempDir Path folder;

  @Test
  void classes_haveARowEach() throws Exception {
    try (CacheNode node = filled()) {
      VerbRun run = VerbRun.of("slabs", node.address());

      assertThat(run.status()).isZero();
      run.with(node.address(), "10.0.0.11:11211")
          .matching("(?m)^( .* 0 +)\\d+s( +0s)", "$13s$2")
          .isInReadme("slabs");
    }
  }

  @Test
  void agent_hasTheSameClasses() {
    try (CacheNode node = filled();
        Agent agent = Agent.start(folder, "--memcached.address=" + node.address())) {
      String url = "--url=http://" + agent.address();

      JsonObject direct =
          new JsonObject(VerbRun.of("slabs", node.address(), "--format=json").out());
      JsonObject asked = new JsonObject(VerbRun.of("slabs", url, "--format=json").out());

      assertThat(direct.getJsonArray("slabs")).hasSize(2);
      assertThat(asked.getJsonArray("slabs").stream().map(SlabsIT::withoutAge).toList())
          .isEqualTo(direct.getJsonArray("slabs").stream().map(SlabsIT::withoutAge).toList());
    }
  }

  @Test
  void nodeThatIsDown_isNamed() {
    VerbRun run = VerbRun.of("slabs", "127.0.0.1:1");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).startsWith("127.0.0.1:1: refused: ");
    assertThat(VerbRun.of("slabs", "--nope").status()).isEqualTo(2);
  }

  private static JsonObject withoutAge(Object row) {
    JsonObject copy = ((JsonObject) row).copy();
    copy.remove("age");
    return copy;
  }

  private CacheNode filled() {
    CacheNode node = CacheNode.memcached(folder, "sessions");
    String large = "x".repeat(3000);
    node.exchange(
        "set a 0 0 3\r\nabc\r\nset b 0 0 3000\r\n" + large + "\r\nget a\r\nget a\r\nget b\r\n", 11);
    return node;
  }
}
