package dev.memfleet.exporter.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The live table in a terminal. */
class TopIT {
  private static final String ENTER_FULL_SCREEN = "\u001b[?1049h";
  private static final String LEAVE_FULL_SCREEN = "\u001b[?1049l";
  private static final String SHOW_CURSOR = "\u001b[?25h";

  @TempDir Path folder;

  @Test
  void keys_sortFilterLookAtSlabsAndQuit() throws Exception {
    try (Caches caches = new Caches(folder);
        Pty pty = new Pty(folder, "top", "--config.file=" + caches.file)) {
      String begin = pty.await("the fleet", text -> text.contains(caches.second.address()));
      assertThat(begin).contains(ENTER_FULL_SCREEN, caches.first.address(), "OPS/Sv");

      pty.type("/" + caches.first.port() + "\r");
      pty.awaitScreen("filter: ");
      pty.type("\r");
      pty.awaitScreen("slabs of " + caches.first.address());
      pty.awaitScreen("CLASS");
      pty.type("q");
      pty.awaitScreen("memfleet top");
      pty.type("n");
      pty.awaitScreen("NODEv");
      pty.type("q");

      assertThat(pty.awaitText("<exit "))
          .contains("<exit 0, terminal restored>", SHOW_CURSOR, LEAVE_FULL_SCREEN);
    }
  }

  @Test
  void screen_isAsInTheReadme() throws Exception {
    try (Caches caches = new Caches(folder);
        Pty pty = new Pty(folder, "top", "--interval=1h", "--config.file=" + caches.file)) {
      pty.awaitScreen("3 nodes, 1 down");
      pty.awaitScreen("refused: ");

      List<String> lines = pty.screen().lines().collect(Collectors.toList());
      lines.subList(3, 6).sort(Comparator.comparing(line -> rank(line, caches)));
      VerbRun shown =
          new VerbRun(
              "memfleet-exporter top --config.file=" + caches.file,
              0,
              String.join("\n", lines) + "\n",
              "");
      caches
          .steady(shown)
          .matching("\\d\\d:\\d\\d:\\d\\d", "06:06:07")
          .matching("(?m)^(10\\.0\\.0\\.1[12].*\\S) +\\S+s$", "$1   2h14m")
          .isInReadme("top");
    }
  }

  /** The place of a node's line in the README; on screen it depends on the port of this run. */
  private static int rank(String line, Caches caches) {
    return List.of(caches.first.address(), caches.second.address(), caches.nothing)
        .indexOf(line.substring(0, line.indexOf(' ')));
  }

  @Test
  void resize_isDrawnAtOnce() throws Exception {
    try (Caches caches = new Caches(folder);
        Pty pty = new Pty(folder, "top", "--interval=1h", caches.first.address())) {
      pty.awaitText(caches.first.address());
      pty.resize(120, 30);

      pty.awaitScreen("NODE" + " ".repeat(60));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SIGINT", "SIGTERM", "SIGHUP"})
  void signal_restoresTheTerminal(String signal) throws Exception {
    try (Caches caches = new Caches(folder);
        Pty pty = new Pty(folder, "top", caches.first.address())) {
      pty.awaitText(caches.first.address());
      pty.signal(signal);

      assertThat(pty.awaitText("<exit "))
          .contains(", terminal restored>", SHOW_CURSOR, LEAVE_FULL_SCREEN);
    }
  }

  @Test
  void controlC_endsIt() throws Exception {
    try (Caches caches = new Caches(folder);
        Pty pty = new Pty(folder, "top", caches.first.address())) {
      pty.awaitText(caches.first.address());
      pty.type("\u0003");

      assertThat(pty.awaitText("<exit ")).contains("<exit 0, terminal restored>");
    }
  }

  @Test
  void withoutATerminal_itIsRefused() {
    assertThat(VerbRun.of("top", "127.0.0.1:1"))
        .satisfies(run -> assertThat(run.status()).isEqualTo(1))
        .satisfies(
            run ->
                assertThat(run.err())
                    .isEqualTo(
                        "memfleet-exporter top: error: requires a terminal; the verb report prints the same"
                            + " figures once\n"));
    assertThat(VerbRun.of("top", "--interval=1ms").status()).isEqualTo(2);
  }

  @Test
  void agentThatIsGone_isSaidBeforeTheScreenIsTaken() throws Exception {
    try (Pty pty = new Pty(folder, "top", "--url=http://127.0.0.1:1")) {
      assertThat(pty.awaitText("<exit "))
          .contains("http://127.0.0.1:1/sd: Connection refused", "<exit 1, terminal restored>")
          .doesNotContain(ENTER_FULL_SCREEN);
    }
  }
}
