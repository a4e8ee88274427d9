package dev.memfleet.exporter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memfleet.exporter.yaml.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
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

    assertThat(CheckConfig.run(List.of("check-config", file.toString()), Set.of()))
        .isEqualTo("OK: 2 nodes, 1 sources");
  }

  @Test
  void badFile_hasTheMessagesOfTheStart() throws Exception {
    Path file = Files.writeString(folder.resolve("fleet.yml"), "nodes: [{address: a:b}]\nx: 1\n");

    assertThatThrownBy(
            () -> CheckConfig.run(List.of("check-config", file.toString()), Set.of("slab")))
        .isInstanceOfSatisfying(
            ConfigException.class,
            mistakes ->
                assertThat(mistakes.problems())
                    .hasSize(2)
                    .allMatch(problem -> problem.startsWith(file + ":")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"check-config", "check-config a b", "check-config --help"})
  void anythingButOneFile_isAMistake(String line) {
    assertThatThrownBy(() -> CheckConfig.run(Arrays.asList(line.split(" ")), Set.of()))
        .hasMessage("memfleet-exporter: error: check-config: expected one file, try --help");
  }

  @Test
  void verb_isTheFirstWord() {
    assertThat(CheckConfig.isAskedFor(List.of("check-config", "a"))).isTrue();
    assertThat(CheckConfig.isAskedFor(List.of())).isFalse();
    assertThat(CheckConfig.isAskedFor(List.of("--config.file", "check-config"))).isFalse();
  }
}
