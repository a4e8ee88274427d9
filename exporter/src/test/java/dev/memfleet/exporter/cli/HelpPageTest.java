package dev.memfleet.exporter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpPageTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h"})
  void help_namesEveryFlagWithDefaultAndVariable(String word) {
    assertThat(run(word)).isZero();

    String page = out.toString(StandardCharsets.UTF_8);
    assertThat(err.size()).isZero();
    assertThat(page)
        .startsWith("usage: memfleet-exporter [<flags>]\n")
        .contains("  -h, --[no-]help                Show this text and exit.\n")
        .contains(
            "      --memcached.timeout=1s     Timeout of a scrape of a node, from connecting\n")
        .contains("      --web.listen-address=:9150 ...\n")
        .contains("      --memcached.pid-file=\"\"    File with");
    assertThat(Flags.ALL)
        .allSatisfy(
            flag ->
                assertThat(page)
                    .contains(flag.name(), flag.variable().map(v -> "($" + v + ")").orElse("")));
    assertThat(page.lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void version_isInPrometheusForm() {
    assertThat(run("--version")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .matches(
            "memfleet-exporter, version [0-9]\\S+ \\(branch: \\S+, revision: \\S+\\)\\R"
                + "  java version:     \\S+\\R  platform:         \\S+/\\S+\\R");
    assertThat(err.size()).isZero();
  }

  @Test
  void mistake_goesToStderr() {
    assertThat(run("--frobnicate")).isEqualTo(2);

    assertThat(out.size()).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
  }

  private int run(String word) {
    Exit exit = catchThrowableOfType(Exit.class, () -> CommandLine.parse(List.of(word), Map.of()));
    exit.print(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
    return exit.code();
  }
}
