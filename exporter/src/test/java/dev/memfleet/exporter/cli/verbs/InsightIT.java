package dev.memfleet.exporter.cli.verbs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.load.Lockstep;
import dev.memfleet.exporter.load.Workload;
import dev.memfleet.exporter.peer.CacheNode;
import dev.memfleet.exporter.peer.RepeatedRequests;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code insight} on memcached itself, with a client that does the same over and over. */
@Timeout(120)
class InsightIT {
  /** Ten gets, two of them of {@code user:1}, and one set. */
  private static final String ROUND =
      """
      get user:1
      get user:1
      get user:2
      get page/3
      get page/4
      get gone_1
      set user:2 0 60 4
      abcd
      get user:5
      get user:6
      get user:7
      get plain
      """;

  @TempDir Path folder;

  @Test
  void window_showsHotKeysAndPrefixes() throws Exception {
    try (CacheNode node = CacheNode.memcached(folder, "sessions")) {
      node.converse("set user:1 0 0 200\r\n" + "x".repeat(200) + "\r\n");
      List<VerbRun> runs =
          RepeatedRequests.during(
              node,
              200,
              i -> ROUND,
              () ->
                  List.of(
                      VerbRun.of("insight", node.address(), "--watch=3s"),
                      VerbRun.of(
                          "insight", node.address(), "--watch=1s", "--redact", "--format=json")));
      VerbRun run = runs.get(0);
      VerbRun hidden = runs.get(1);

      expectHotKeys(run, "memcached 1.6.18");
      assertThat(hidden.status()).isZero();
      assertThat(hidden.out()).contains("\"key\": \"#").doesNotContain("user", "page");
      assertThat(node.converse("stats\r\n")).contains("STAT log_watchers 0\r\n");
    }
  }

  @Test
  void window_onTheReferenceServer_showsTheSame() throws Exception {
    try (CacheNode node = CacheNode.reference(folder, "sessions")) {
      node.converse("set user:1 0 0 200\r\n" + "x".repeat(200) + "\r\n");
      VerbRun run =
          RepeatedRequests.during(
              node, 200, i -> ROUND, () -> VerbRun.of("insight", node.address(), "--watch=3s"));
      expectHotKeys(run, "memcached 1.6.45");
    }
  }

  private static void expectHotKeys(VerbRun run, String version) {
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains(version, " 0.0% lost,")
        .containsPattern("(?m)^user:1 +20\\.\\d% +(20\\.\\d|19\\.9)% ")
        .containsPattern("(?m)^user +6\\d\\.\\d% ")
        .containsPattern("(?m)^\\(none\\) +(9|10)\\.\\d% ");
  }

  @Test
  void dump_showsWhatTheNodeHolds() {
    try (CacheNode node = CacheNode.memcached(folder, "sessions")) {
      node.converse("set user:1 0 0 3\r\nabc\r\nset page/2 0 9999 3\r\nabc\r\n");
      VerbRun run = VerbRun.of("insight", node.address(), "--dump");
      VerbRun hidden = VerbRun.of("insight", node.address(), "--dump", "--redact", "--format=json");
      VerbRun many = VerbRun.of("insight", node.address(), "--dump", "--max-items=1");

      assertThat(run.err()).isEmpty();
      assertThat(run.status()).isZero();
      assertThat(run.out())
          .contains("memcached 1.6.18, 2 items, ", "50.0% without a time to live")
          .containsPattern("(?m)^user +1 +\\d+ B +50\\.0% +100\\.0% +100\\.0% ")
          .containsPattern("(?m)^    1 +96 B +1 +2 ")
          .doesNotContain("watched");
      assertThat(hidden.out())
          .contains("\"dump_verdict\": \"done\"", "\"prefix\": \"#")
          .doesNotContain("user", "\"page\"");
      assertThat(many.status()).isEqualTo(4);
      assertThat(many.err()).contains("stopped: the node has 2 items (at most 1)");
    }
  }

  @Test
  void nodeWithoutDumps_isUnsupported() {
    try (CacheNode node = CacheNode.memcached(folder, "sessions", "-X")) {
      VerbRun run = VerbRun.of("insight", node.address(), "--dump");
      assertThat(run.status()).isEqualTo(3);
      assertThat(run.err()).contains("unsupported: ", "ERROR metadump not allowed");
    }
  }

  @Test
  void cacheThatIsTooSmall_isShownInTheReadme() throws Exception {
    try (CacheNode node = CacheNode.memcached(folder, "sessions", "-m", "4");
        Lockstep client =
            new Lockstep(new Workload(Workload.Kind.SMALL, 1, 1), List.of(node.port()))) {
      client.send(300_000);
      VerbRun run =
          client.during(10_000, () -> VerbRun.of("insight", node.address(), "--watch=20s"));
      run.with(node.address(), "10.0.0.11:11211")
          .matching("(?m)^((?:user.*\\n){3})(?:user.*\\n)+", "$1...\n")
          .isInReadmeButForNumbers("insight");
    }
  }

  @Test
  void nodeWithoutWatchers_isUnsupported() {
    try (CacheNode node = CacheNode.memcached(folder, "sessions", "-W")) {
      VerbRun run = VerbRun.of("insight", node.address(), "--watch=1s");
      assertThat(run.status()).isEqualTo(3);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("unsupported: ", "CLIENT_ERROR watch commands not allowed");
    }
  }

  @Test
  void otherWatcher_isLeftAlone() throws Exception {
    try (CacheNode node = CacheNode.memcached(folder, "sessions");
        Socket other = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
      other.getOutputStream().write("watch fetchers\r\n".getBytes(US_ASCII));
      assertThat(other.getInputStream().readNBytes(4)).isEqualTo("OK\r\n".getBytes(US_ASCII));
      VerbRun run = VerbRun.of("insight", node.address(), "--watch=1s");
      assertThat(run.status()).isEqualTo(4);
      assertThat(run.err()).contains("stopped: the node has a watcher already");
    }
  }

  @Test
  void mistakes_areNamed() {
    assertThat(VerbRun.of("insight", "a", "--watch=1ms").err())
        .contains("--watch: expected 1s to 24h");
    assertThat(VerbRun.of("insight", "a", "--watch-evictions=1ms").err())
        .contains("--watch-evictions: expected 0, or 1s to 24h");
    assertThat(VerbRun.of("insight", "a", "--max-cpu=2").err()).contains("at most 1 core");
    assertThat(VerbRun.of("insight", "a", "--delimiters=x").err()).contains("not a letter");
    assertThat(VerbRun.of("insight", "a", "--prefix=(a)").err())
        .contains("--prefix: expected a regular expression with a group (?<prefix>...)");
    assertThat(VerbRun.of("insight", "a", "--max-items=0").err())
        .contains("--max-items: 0: expected 1 or more");
    assertThat(VerbRun.of("insight", "127.0.0.1:1").status()).isEqualTo(1);
  }
}
