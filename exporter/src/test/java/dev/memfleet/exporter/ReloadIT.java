package dev.memfleet.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.fake.TwoNodes;
import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.AgentJar;
import dev.memfleet.exporter.peer.AllSources;
import dev.memfleet.exporter.peer.FleetFile;
import dev.memfleet.exporter.peer.Resources;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A changed configuration file takes effect, and what stays is left alone. */
class ReloadIT {
  private static final Duration INTERVAL = Duration.ofMillis(250);

  @TempDir Path folder;
  @RegisterExtension final TwoNodes nodes = new TwoNodes();

  private final ScriptedNode one = nodes.one();
  private final ScriptedNode two = nodes.two();

  @Test
  void reload_addsRemovesAndRelabelsNodes_withoutDroppingAConnection() throws Exception {
    write("poll: {interval: 1h, timeout: 20s}", one.address() + " a", two.address() + " a");
    try (Agent agent = start()) {
      int connections = one.accepted();

      reload(agent, "poll: {interval: 1h, timeout: 20s}", one.address() + " b");

      assertThat(agent.page("/metrics"))
          .containsEntry(up(one, "b"), 1.0)
          .containsEntry("memcached_exporter_nodes{}", 1.0)
          .containsEntry("memcached_exporter_polls_total{instance=%s, pool=b}".formatted(one), 1.0)
          .doesNotContainKey(up(one, "a"))
          .allSatisfy((series, value) -> assertThat(series).doesNotContain(two.toString()));
      two.awaitOpen(0);

      reload(
          agent, "poll: {interval: 1h, timeout: 20s}", one.address() + " b", two.address() + " b");

      agent.daemon().await("polling", () -> agent.page("/metrics").containsKey(up(two, "b")));
      assertThat(one.accepted()).isEqualTo(connections);
    }
  }

  @Test
  void reload_ofSettings_takesEffect() throws Exception {
    write("poll: {interval: 1h, timeout: 20s}", one.address() + " a");
    try (Agent agent = start()) {
      int connections = one.accepted();

      reload(
          agent,
          """
          poll: {interval: 20ms, timeout: 20s, connect_probe_interval: 0}
          collectors: {items: off, slabs: off}
          instance_label: node\
          """,
          one.address() + " a");

      int before = one.polls();
      one.await(() -> one.polls() > before + 5);
      assertThat(agent.page("/metrics"))
          .containsKey("memcached_up{node=%s, pool=a}".formatted(one))
          .doesNotContainKey(up(one, "a"))
          .allSatisfy((series, value) -> assertThat(series).doesNotContain("memcached_slab_"));
      assertThat(one.accepted()).isEqualTo(connections);

      reload(agent, "poll: {interval: 0, timeout: 20s, reconnect: yes}", one.address() + " a");
      agent.page("/metrics"); // may be served by a poll that began before the reload
      int asked = one.polls();
      assertThat(agent.page("/metrics")).containsEntry(up(one, "a"), 1.0);
      assertThat(one.polls()).isGreaterThan(asked);
      one.awaitOpen(0);
    }
  }

  @Test
  void reload_ofABadFile_is400WithAllMistakes_andChangesNothing() throws Exception {
    write("poll: {interval: 1h, timeout: 20s}", one.address() + " a");
    try (Agent agent = start()) {
      assertThat(agent.page("/metrics"))
          .containsEntry("memcached_exporter_config_last_reload_successful{}", 1.0);
      double loaded = own(agent, "memcached_exporter_config_last_reload_success_timestamp_seconds");
      write("pol: {}\npoll: {interval: soon}", one.address() + " b");

      HttpResponse<String> refused = agent.post("/-/reload");

      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body().lines())
          .hasSize(2)
          .allMatch(line -> line.startsWith(file() + ":"))
          .anyMatch(line -> line.contains("unknown key \"pol\" (did you mean poll?)"))
          .anyMatch(line -> line.contains("poll.interval: \"soon\""));
      assertThat(agent.page("/metrics"))
          .containsEntry(up(one, "a"), 1.0)
          .containsEntry("memcached_exporter_config_last_reload_successful{}", 0.0)
          .containsEntry(
              "memcached_exporter_config_last_reload_success_timestamp_seconds{}", loaded);
      assertThat(agent.daemon().output())
          .contains("configuration not reloaded")
          .contains("did you mean poll?");

      reload(agent, "poll: {interval: 1h, timeout: 20s}", one.address() + " b");
      assertThat(agent.page("/metrics"))
          .containsEntry("memcached_exporter_config_last_reload_successful{}", 1.0);
      assertThat(own(agent, "memcached_exporter_config_last_reload_success_timestamp_seconds"))
          .isGreaterThan(loaded);
    }
  }

  @Test
  void reload_isPosted_andNeedsAFile() throws Exception {
    write("poll: {interval: 1h, timeout: 20s}");
    try (Agent agent = start()) {
      assertThat(agent.get("/-/reload").statusCode()).isEqualTo(405);
    }
    try (Agent agent = Agent.start(folder, "--memcached.address=" + one.address())) {
      assertThat(agent.post("/-/reload").statusCode()).isEqualTo(404);
      hangUp(agent);
      agent
          .daemon()
          .await("reported", () -> agent.daemon().output().contains("no configuration file"));
      assertThat(agent.page("/metrics"))
          .containsEntry("memcached_exporter_discovery_nodes{source=static}", 1.0)
          .doesNotContainKey("memcached_exporter_config_last_reload_successful{}");
    }
  }

  @Test
  void sighup_reloads_andSurvivesABadFile() throws Exception {
    write("poll: {interval: 1h, timeout: 20s}", one.address() + " a");
    try (Agent agent = start()) {
      write("poll: {interval: 1h, timeout: 20s}", one.address() + " b");
      hangUp(agent);
      agent.daemon().await("relabelled", () -> agent.page("/metrics").containsKey(up(one, "b")));

      write("no");
      hangUp(agent);
      agent
          .daemon()
          .await(
              "failing", () -> own(agent, "memcached_exporter_config_last_reload_successful") == 0);
      assertThat(agent.page("/metrics")).containsEntry(up(one, "b"), 1.0);
    }
  }

  @Test
  void watchedFile_isReloadedWhenItChanges_untilItSaysOtherwise() throws Exception {
    String on = "reload: {watch: true}\npoll: {interval: 1s, timeout: 20s}";
    String off = "reload: {watch: false}\npoll: {interval: 1s, timeout: 20s}";
    write(on, one.address() + " a");
    try (Agent agent = start()) {
      write(on, one.address() + " b");
      agent.daemon().await("relabelled", () -> agent.page("/metrics").containsKey(up(one, "b")));
      write(off, one.address() + " c");
      agent.daemon().await("relabelled", () -> agent.page("/metrics").containsKey(up(one, "c")));
      write(on, one.address() + " d");
      int before = one.polls();
      one.await(() -> one.polls() > before + 3);
      assertThat(agent.page("/metrics")).containsKey(up(one, "c"));
    }
  }

  @Test
  void thousandReloads_loseNoPollAndLeaveNothingBehind() throws Exception {
    String poll =
        "poll: {interval: %dms, timeout: 20s, connect_probe_interval: 0}"
            .formatted(INTERVAL.toMillis());
    write(poll, one.address() + " a", two.address() + " a");
    try (Agent agent = Agent.start(folder, flag())) {
      flip(agent, poll, 100);
      Resources before = Resources.of(agent);
      int polls = one.polls();
      long start = System.nanoTime();
      flip(agent, poll, 1000);
      double turns = (double) (System.nanoTime() - start) / INTERVAL.toNanos();
      assertThat((double) (one.polls() - polls)).isBetween(turns * 0.5, turns * 1.5);
      assertThat(one.accepted()).as(agent.daemon().output()).isEqualTo(1);
      assertThat(own(agent, "memcached_exporter_polls_total{instance=%s, pool=a}".formatted(one)))
          .isGreaterThanOrEqualTo(polls);

      Resources.of(agent).assertNoMoreThan(before);
      one.awaitOpen(1);
      assertThat(two.open()).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void thousandReloadsOfEverySource_loseNoPollAndLeaveNothingBehind() throws Exception {
    String poll =
        "poll: {interval: %dms, timeout: 20s, connect_probe_interval: 0}\n"
            .formatted(INTERVAL.toMillis());
    try (AllSources sources = new AllSources(folder)) {
      sources.serve(true);
      FleetFile.replace(file(), poll + sources.yaml("20ms"));
      try (Agent agent = Agent.start(folder, flag())) {
        change(agent, poll, sources, 100);
        Resources before = Resources.of(agent);
        int polls = sources.staying().get(0).polls();
        long start = System.nanoTime();
        change(agent, poll, sources, 1000);
        double turns = (double) (System.nanoTime() - start) / INTERVAL.toNanos();
        assertThat((double) (sources.staying().get(0).polls() - polls))
            .isBetween(turns * 0.5, turns * 1.5);

        double last = System.currentTimeMillis() / 1000.0;
        FleetFile.replace(file(), poll + sources.yaml("30m"));
        assertThat(agent.post("/-/reload").statusCode()).isEqualTo(200);
        for (String source : AllSources.NAMES) {
          FleetFile.awaitSource(
              agent,
              "memcached_exporter_discovery_last_success_timestamp_seconds",
              source,
              time -> time > last);
        }
        assertQuiet(sources);
        Resources.of(agent).assertNoMoreThan(before);
        for (ScriptedNode node : sources.staying()) {
          assertThat(node.accepted()).as(agent.daemon().output()).isEqualTo(1);
          node.awaitOpen(1);
        }
      }
    }
  }

  /** Reloads with another interval for every source, so that each source is read again. */
  private void change(Agent agent, String poll, AllSources sources, int reloads) {
    for (int i = 0; i < reloads; i++) {
      FleetFile.replace(file(), poll + sources.yaml(i % 2 == 0 ? "30ms" : "20ms"));
      HttpResponse<String> answer = agent.post("/-/reload");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }

  /** Checks that replaced sources send no more requests while a node is polled five times. */
  private static void assertQuiet(AllSources sources) throws Exception {
    sources.awaitIdle();
    long asked = sources.asked();
    ScriptedNode node = sources.staying().get(0);
    int polls = node.polls();
    node.await(() -> node.polls() > polls + 4);
    assertThat(sources.asked()).isEqualTo(asked);
  }

  /** Reloads by turns with the first node in pool b alone, and with both nodes in pool a. */
  private void flip(Agent agent, String poll, int reloads) throws IOException {
    for (int i = 0; i < reloads; i += 2) {
      reload(agent, poll, one.address() + " b");
      reload(agent, poll, one.address() + " a", two.address() + " a");
    }
  }

  @Test
  void checkConfig_saysWhatAStartWouldSay() throws Exception {
    write("poll: {interval: 1h, timeout: 20s}", one.address() + " a");
    Path answer = folder.resolve("answer");
    assertThat(checkConfig(answer)).isZero();
    assertThat(answer).hasContent("OK: 1 nodes, 0 sources");

    write("pol: {}", one.address() + " a");
    assertThat(checkConfig(answer)).isEqualTo(1);
    assertThat(answer).hasContent(file() + ":1:1: unknown key \"pol\" (did you mean poll?)");
  }

  private int checkConfig(Path answer) throws Exception {
    List<String> command = AgentJar.command();
    command.addAll(List.of("check-config", file().toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(answer.toFile())
        .start()
        .waitFor();
  }

  private static String up(ScriptedNode node, String pool) {
    return "memcached_up{instance=%s, pool=%s}".formatted(node, pool);
  }

  private static double own(Agent agent, String series) {
    String name = series.contains("{") ? series : series + "{}";
    return Objects.requireNonNull(agent.page("/metrics").get(name), name);
  }

  private static void hangUp(Agent agent) throws Exception {
    assertThat(run("kill", "-HUP", Long.toString(agent.daemon().process().pid()))).isZero();
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private Agent start() {
    return Agent.start(folder, flag());
  }

  private String flag() {
    return "--config.file=" + file();
  }

  private Path file() {
    return folder.resolve("fleet.yml");
  }

  private void reload(Agent agent, String head, String... nodes) throws IOException {
    write(head, nodes);
    HttpResponse<String> answer = agent.post("/-/reload");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** Replaces the file at once; each node is an address and a pool. */
  private void write(String head, String... nodes) throws IOException {
    List<String> lines = new ArrayList<>(List.of(head, "nodes:"));
    for (String node : nodes) {
      String[] parts = node.split(" ", -1);
      lines.add("  - {address: \"%s\", labels: {pool: %s}}".formatted(parts[0], parts[1]));
    }
    FleetFile.replace(file(), String.join("\n", lines) + "\n");
  }
}
