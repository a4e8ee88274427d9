package dev.memfleet.exporter.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.peer.Agent;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeIT {
  @TempDir Path folder;

  @Test
  void page_isThatOfAnAgentsScrape() throws Exception {
    try (Caches caches = new Caches(folder);
        Agent agent = Agent.start(folder, "--memcached.address=" + caches.first.address())) {
      VerbRun direct = VerbRun.of("probe", caches.first.address());
      VerbRun byAgent =
          VerbRun.of("probe", "--url=http://" + agent.address(), caches.first.address());

      assertThat(direct.status()).isZero();
      assertThat(byAgent.status()).isZero();
      Set<String> asked = names(byAgent);
      asked.removeIf(
          name -> name.startsWith("memcached_connect_") || name.startsWith("memcached_probe_"));
      assertThat(names(direct)).isEqualTo(asked).hasSizeGreaterThan(100);
      caches
          .steady(direct)
          .matching(
              "(?s)\nmemcached_scrape_duration.*",
              "\nmemcached_scrape_duration_seconds 0.004\n...\n")
          .isInReadme("probe");
    }
  }

  @Test
  void debug_printsTheTranscriptBeforeTheMetrics() throws Exception {
    try (Caches caches = new Caches(folder)) {
      VerbRun run = VerbRun.of("probe", "--debug", caches.first.address());

      assertThat(run.status()).isZero();
      assertThat(run.out())
          .containsSubsequence(
              "# What was done\n",
              " ms  connected to " + caches.first.address() + "\n",
              " ms  sent: stats\n",
              "# What was received, and the metrics it became\n",
              " -> memcached_uptime_seconds\n",
              "\nmemcached_up 1\n");
    }
  }

  @Test
  void debug_ofANodeThatIsDown_hasWhatWasTried() {
    VerbRun run = VerbRun.of("probe", "--debug", "127.0.0.1:1");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .containsSubsequence("# What was done\n", "127.0.0.1:1", "\nmemcached_up 0\n");
    assertThat(run.err()).startsWith("127.0.0.1:1: refused: ");
  }

  @Test
  void nodeThatIsDown_isAPageThatSaysSo() {
    VerbRun run = VerbRun.of("probe", "127.0.0.1:1");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("\nmemcached_up 0\n");
    assertThat(run.err()).startsWith("127.0.0.1:1: refused: ");
  }

  @Test
  void oneAddress_isExpected() throws Exception {
    try (Caches caches = new Caches(folder)) {
      assertThat(VerbRun.of("probe", "a", "b").status()).isEqualTo(2);
      assertThat(VerbRun.of("probe", "--config.file=" + caches.file).err())
          .endsWith("error: expected one address: there are 3 nodes\n");
    }
  }

  private static Set<String> names(VerbRun run) throws VerbException {
    Set<String> names = new TreeSet<>();
    SeriesText.parse(run.out()).forEach(line -> names.add(line.name()));
    return names;
  }
}
