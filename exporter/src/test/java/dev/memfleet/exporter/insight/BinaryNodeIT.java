package dev.memfleet.exporter.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.client.Connectors;
import dev.memfleet.exporter.client.Destination;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.insight.hot.KeyText;
import dev.memfleet.exporter.insight.hot.Prefixes;
import dev.memfleet.exporter.node.AllowedTargets;
import dev.memfleet.exporter.node.Credentials;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Secret;
import dev.memfleet.exporter.node.SecretSource.Literal;
import dev.memfleet.exporter.peer.CacheNode;
import dev.memfleet.exporter.peer.SaslMemcached;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A memcached that speaks the binary protocol only, which has neither watch nor metadump. */
@Timeout(60)
class BinaryNodeIT {
  private static final String PASSWORD = "hunter2";
  private static final Profile PROFILE =
      new Profile(
          "sasl",
          Optional.empty(),
          Optional.of(new Credentials("agent", new Literal(new Secret(PASSWORD)))),
          AllowedTargets.NONE);
  private static final Prefixes PREFIXES = Prefixes.byDefault();
  private static final EventLoop LOOP = new EventLoop();

  @TempDir Path folder;

  @AfterAll
  static void close() throws Exception {
    LOOP.close();
  }

  private CacheNode node() {
    return CacheNode.of(folder, "binary", SaslMemcached.program(folder, "agent", PASSWORD));
  }

  private static Destination to(CacheNode node) {
    return new Connectors(LOOP.vertx()).of(PROFILE).to(NodeAddress.parse(node.address()));
  }

  @Test
  void window_isUnsupported() throws Exception {
    try (CacheNode node = node()) {
      WatchResult watched =
          LOOP.get(
              () ->
                  new WatchJob(
                          LOOP.vertx(),
                          to(node),
                          WatchSettings.DEFAULT,
                          PREFIXES,
                          KeyText.PLAIN,
                          Clock.systemUTC(),
                          done -> {})
                      .run());

      assertThat(watched.verdict()).isEqualTo(Verdict.UNSUPPORTED);
      assertThat(watched.reason()).isEqualTo("the binary protocol has no such command");
    }
  }

  @Test
  void dump_isUnsupported_andWasNotSent() throws Exception {
    try (CacheNode node = node()) {
      DumpResult dumped =
          LOOP.get(
              () ->
                  new DumpJob(
                          LOOP.vertx(),
                          to(node),
                          DumpSettings.DEFAULT,
                          PREFIXES,
                          KeyText.PLAIN,
                          Clock.systemUTC(),
                          done -> {})
                      .run());

      assertThat(dumped.verdict()).isEqualTo(Verdict.UNSUPPORTED);
      assertThat(dumped.sent()).isFalse();
    }
  }
}
