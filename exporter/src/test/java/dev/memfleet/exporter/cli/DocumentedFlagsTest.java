package dev.memfleet.exporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.catalog.GeneratedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What documents and manifests say of flags is true. */
class DocumentedFlagsTest {
  private static final Pattern EXPORTER_CALL =
      Pattern.compile("(?m)^(?:\\$ |java -jar )?\\S*memfleet-exporter(?:\\.jar)?( --[^#\\n]+)");

  private static final Pattern MANIFEST_ARGUMENT = Pattern.compile("(?m)^ +- (--\\S+)$");

  @Test
  void tableInTheReadme_isThatOfTheFlags() throws IOException {
    String rows =
        Flags.ALL.stream()
            .map(
                flag ->
                    "| `%s` | %s | %s | %s | %s |\n"
                        .formatted(
                            (flag.isSwitch() ? "--[no-]" : "--") + flag.name(),
                            flag.variable().map(name -> "`" + name + "`").orElse("none"),
                            flag.label(),
                            flag.defaultValue().isEmpty()
                                ? "none"
                                : "`" + flag.defaultValue() + "`",
                            flag.help()))
            .collect(Collectors.joining());
    GeneratedFile.checkSection(
        Path.of("README.md"),
        "flags",
        "| Flag | Variable | Type | Default | Meaning |\n|---|---|---|---|---|\n" + rows);
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "../README.md"})
  void commandsInTheReadme_areUnderstood(String file) throws Exception {
    List<String> calls = matches(EXPORTER_CALL, Path.of(file));

    assertThat(calls).isNotEmpty();
    for (String call : calls) {
      List<String> words = Arrays.asList(call.strip().split(" +", -1));
      assertThat(CommandLine.parse(words, Map.of())).as(call).isNotNull();
    }
  }

  @Test
  void argumentsInTheKubernetesManifest_areUnderstood() throws Exception {
    List<String> words = matches(MANIFEST_ARGUMENT, Path.of("deploy/kubernetes/exporter.yml"));

    Options options = CommandLine.parse(words, Map.of());

    assertThat(options.get(Flags.CONFIG_FILE)).contains(Path.of("/etc/memfleet/fleet.yml"));
  }

  private static List<String> matches(Pattern pattern, Path file) throws IOException {
    return pattern
        .matcher(Files.readString(file))
        .results()
        .map((MatchResult result) -> result.group(1))
        .toList();
  }
}
