package dev.memfleet.exporter.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.fake.RefusingNode;
import dev.memfleet.exporter.peer.CacheNode;
import dev.memfleet.exporter.peer.SaslMemcached;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlushIT {
  private static final String GET = "get a\r\n";

  @TempDir Path folder;

  @Test
  void withoutYes_nothingIsDone() throws Exception {
    try (Caches caches = new Caches(folder)) {
      VerbRun run = VerbRun.of("flush", "--config.file=" + caches.file, "--pool=sessions");

      assertThat(run.status()).isEqualTo(1);
      caches.steady(run).isInReadme("flush-preview");
      assertThat(caches.first.converse(GET)).startsWith("VALUE a");
      assertThat(caches.first.converse("stats\r\n")).contains("STAT cmd_flush 0");
    }
  }

  @Test
  void yes_flushesEachAndGoesOnAfterAFailure() throws Exception {
    try (Caches caches = new Caches(folder)) {
      VerbRun run =
          VerbRun.of(
              "flush",
              "--config.file=" + caches.file,
              caches.nothing,
              caches.first.address(),
              "--yes");

      assertThat(run.status()).isEqualTo(1);
      caches.steady(run).isInReadme("flush");
      assertThat(caches.first.converse(GET)).isEqualTo("END\r\n");
      assertThat(caches.second.converse(GET)).startsWith("VALUE a");
    }
  }

  @Test
  void all_withADelay_takesEffectLater() {
    try (Caches caches = new Caches(folder)) {
      VerbRun run =
          VerbRun.of(
              "flush",
              "--yes",
              "--delay=1h",
              "--stagger=1ms",
              caches.first.address(),
              caches.second.address());

      assertThat(run.status()).isZero();
      assertThat(run.out())
          .contains(
              "✓ Flushed %s (cmd_flush 1, takes effect in 1h0m0s)"
                  .formatted(caches.first.address()))
          .endsWith("\nFlushed nodes: 2 / 2\n");
      assertThat(caches.first.converse(GET)).startsWith("VALUE a");
    }
  }

  @Test
  void nodeThatForbidsIt_isNotFlushed() {
    try (CacheNode node = CacheNode.memcached(folder, "sessions", "-F")) {
      VerbRun run = VerbRun.of("flush", "--yes", node.address(), "--format=json");

      assertThat(run.status()).isEqualTo(1);
      JsonObject flushed = new JsonObject(run.out()).getJsonArray("nodes").getJsonObject(0);
      assertThat(flushed.getBoolean("flushed")).isFalse();
      assertThat(flushed.getString("failure"))
          .isEqualTo("protocol: the node refused flush_all: CLIENT_ERROR flush_all not allowed");
    }
  }

  @Test
  void saslNode_isFlushedInItsOwnProtocol() throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "secret of the node\n");
    try (CacheNode node =
        CacheNode.of(
            folder, "sasl", SaslMemcached.program(folder, "agent", "secret of the node"))) {
      SaslMemcached.store(node.port(), "agent", "secret of the node", "a", "1");
      String[] line = {
        "flush",
        node.address(),
        "--memcached.username=agent",
        "--memcached.password-file=" + password,
        "--format=json",
        "--delay=0",
        "--yes"
      };

      VerbRun run = VerbRun.of(line);

      assertThat(run.status()).as(run.out()).isZero();
      JsonObject flushed = new JsonObject(run.out()).getJsonArray("nodes").getJsonObject(0);
      assertThat(flushed.getInteger("cmd_flush")).isEqualTo(1);
      assertThat(flushed.getInteger("curr_items")).isEqualTo(1);
      line[5] = "--delay=2h";
      assertThat(VerbRun.of(line).status()).isZero();
    }
  }

  @Test
  void nodeThatIsFull_isRefused() {
    try (RefusingNode node = new RefusingNode()) {
      VerbRun run = VerbRun.of("flush", "--yes", node.address().toString());

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out()).contains("✗ Failed to flush " + node.address());
    }
  }

  @Test
  void withoutNodes_isRefused() {
    assertThat(VerbRun.of("flush").err())
        .isEqualTo(
            "memfleet-exporter flush: error: expected nodes, --pool or --all, try"
                + " memfleet-exporter flush --help\n");
    assertThat(VerbRun.of("flush", "--all", "a").status()).isEqualTo(2);
    assertThat(VerbRun.of("flush", "--all", "--yes").status()).isEqualTo(1);
    assertThat(VerbRun.of("flush", "--delay=1500ms", "a").status()).isEqualTo(2);
    assertThat(VerbRun.of("flush", "--url=http://a", "a").status()).isEqualTo(2);
  }
}
