package dev.memfleet.exporter.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportIT {
  @TempDir Path folder;

  @Test
  void oneNode_isReportedInFull() throws Exception {
    try (Caches caches = new Caches(folder)) {
      VerbRun run = VerbRun.of("report", caches.first.address());

      assertThat(run.status()).isZero();
      caches.steady(run).isInReadme("report-node");
    }
  }

  @Test
  void fleet_isATableWithSumsAndTheNodesThatAreDown() throws Exception {
    try (Caches caches = new Caches(folder)) {
      VerbRun run = VerbRun.of("report", "--config.file=" + caches.file);

      assertThat(run.status()).isEqualTo(1);
      caches.steady(run).isInReadme("report-fleet");
    }
  }

  @Test
  void pool_narrowsTheFleet_andJsonHasEverything() {
    try (Caches caches = new Caches(folder)) {
      VerbRun run =
          VerbRun.of("report", "--config.file", caches.file + "", "--pool=pages", "--format=json");

      assertThat(run.status()).isZero();
      JsonObject all = new JsonObject(run.out());
      assertThat(all.getJsonArray("nodes")).hasSize(1);
      assertThat(all.getJsonArray("nodes").getJsonObject(0))
          .contains(
              Map.entry("node", caches.second.address()),
              Map.entry("pool", "pages"),
              Map.entry("up", true),
              Map.entry("version", "1.6.18"),
              Map.entry("max_connections", 1024),
              Map.entry("limit_maxbytes", 67108864),
              Map.entry("curr_items", 1),
              Map.entry("cmd_set", 1));
      assertThat(all.getJsonArray("pools").getJsonObject(0).getInteger("nodes_up")).isEqualTo(1);
    }
  }

  @Test
  void csvAndMarkdown_haveALineForEachNode() {
    try (Caches caches = new Caches(folder)) {
      String file = "--config.file=" + caches.file;

      assertThat(VerbRun.of("report", file, "--format=csv").out().lines())
          .hasSize(4)
          .startsWith(
              "node,pool,up,version,uptime,curr_connections,total_connections,max_connections,"
                  + "rejected_connections,connection_structures,bytes,limit_maxbytes,memory_ratio,"
                  + "get_hits,get_misses,hit_ratio,curr_items,total_items,cmd_get,cmd_set,"
                  + "evictions,reclaimed,failure")
          .anyMatch(line -> line.startsWith(caches.nothing + ",sessions,false,"));
      assertThat(VerbRun.of("report", file, "--format=MARKDOWN").out())
          .contains("| " + caches.first.address() + " | sessions | true | 1.6.18 |");
    }
  }

  @Test
  void colour_marksWhatIsDown() {
    try (Caches caches = new Caches(folder)) {
      VerbRun run = VerbRun.of(Palette.COLOUR, Map.of(), "", "report", caches.nothing);

      assertThat(run.out()).contains("\u001b[31mdown: refused: ");
      assertThat(run.status()).isEqualTo(1);
    }
  }

  @Test
  void mistakes_areRefusedByName() {
    assertThat(VerbRun.of("report", "a:b").status()).isEqualTo(2);
    assertThat(VerbRun.of("report", "a:b").err())
        .isEqualTo(
            "memfleet-exporter report: error: \"a:b\": port is not a number (expected host,"
                + " host:port, [ipv6]:port or /path/of.sock), try memfleet-exporter report"
                + " --help\n");
    assertThat(VerbRun.of("report", "--pool=x", "a").err())
        .isEqualTo("memfleet-exporter report: error: no node has this pool label: x\n");
    assertThat(VerbRun.of("report", "--format=xml").status()).isEqualTo(2);
    assertThat(VerbRun.of("report", "--config.file=/nowhere.yml"))
        .satisfies(run -> assertThat(run.status()).isEqualTo(1))
        .satisfies(run -> assertThat(run.err()).startsWith("/nowhere.yml: "));
    assertThat(VerbRun.of("reprot").err()).contains("did you mean report?");
  }
}
