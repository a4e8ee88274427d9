package dev.memfleet.exporter.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckConfigTest {
  @TempDir Path folder;

  @Test
  void goodFile_isOk() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("fleet.yml"),
            """
            nodes: [{address: a}, {address: b}]
            discovery: [{name: web, static: {nodes: [{address: c}]}}]
            """);

    VerbRun run = VerbRun.of("check-config", file.toString());

    assertThat(run.out()).isEqualTo("OK: 2 nodes, 1 sources\n");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
  }

  @Test
  void badFile_hasTheMessagesOfTheStart() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("fleet.yml"), "nodes: [{address: a:b}]\npoll: {interval: 5}\n");

    VerbRun run = VerbRun.of("check-config", file.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(2).allMatch(problem -> problem.startsWith(file + ":"));
    run.with(file.toString(), "fleet.yml").isInReadme("check-config");
  }

  @ParameterizedTest
  @ValueSource(strings = {"check-config", "check-config a b", "check-config --x a"})
  void anythingButOneFile_isAMistake(String line) {
    VerbRun run = VerbRun.of(line.split(" ", -1));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("memfleet-exporter check-config: error: ")
        .endsWith(", try memfleet-exporter check-config --help\n")
        .hasLineCount(1);
  }
}
