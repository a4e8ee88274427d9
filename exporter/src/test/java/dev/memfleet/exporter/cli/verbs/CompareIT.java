package dev.memfleet.exporter.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.fake.NodesServer;
import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.CacheNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareIT {
  @TempDir Path folder;

  @Test
  void twoAgentsOfOneNode_haveTheSameSeries() {
    try (CacheNode node = CacheNode.memcached(folder, "sessions");
        Agent first = Agent.start(folder, "--memcached.address=" + node.address());
        Agent second = Agent.start(folder, "--memcached.address=" + node.address())) {
      String scrape = "/scrape?target=" + node.address();
      VerbRun run =
          VerbRun.of(
              "compare",
              "http://" + first.address() + scrape,
              "http://" + second.address() + scrape,
              "--name=memcached_(up|version|limit_bytes|current_items|settings_.*)");

      assertThat(run.out()).isEqualTo("Same series.\n");
      assertThat(run.status()).isZero();
    }
  }

  @Test
  void differences_areShownAsDiffDoes() throws Exception {
    try (Caches caches = new Caches(folder);
        Agent first = Agent.start(folder, "--memcached.address=" + caches.first.address());
        Agent second =
            Agent.start(
                folder,
                "--memcached.address=" + caches.first.address(),
                "--no-collector.settings")) {
      VerbRun run =
          VerbRun.of(
              "compare",
              "http://" + first.address() + "/metrics",
              "http://" + second.address() + "/metrics",
              "--name=memcached_(max|lru_crawler_[hsw]).*");

      assertThat(run.status()).isEqualTo(1);
      run.with(first.address(), "old:9150")
          .with(second.address(), "new:9150")
          .isInReadme("compare");
    }
  }

  @Test
  void pageThatIsNone_isTrouble() {
    try (NodesServer page = new NodesServer()) {
      page.serve("<html>");
      assertThat(VerbRun.of("compare", page.url("/"), page.url("/")).err())
          .isEqualTo("memfleet-exporter compare: error: not Prometheus' text format: <html>\n");
      assertThat(VerbRun.of("compare", page.url("/"), page.url("/")).status()).isEqualTo(2);
    }
    assertThat(VerbRun.of("compare", "http://127.0.0.1:1", "http://127.0.0.1:1").status())
        .isEqualTo(2);
    assertThat(VerbRun.of("compare", "http://127.0.0.1:1").status()).isEqualTo(2);
    assertThat(VerbRun.of("compare", "x", "y").err()).contains("x: expected http://host:port");
    assertThat(VerbRun.of("compare", "--name=(", "http://a", "http://b").status()).isEqualTo(2);
  }
}
