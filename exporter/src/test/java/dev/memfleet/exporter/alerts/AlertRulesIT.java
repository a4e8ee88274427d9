package dev.memfleet.exporter.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.peer.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Puts the shipped files through promtool. */
class AlertRulesIT {
  private static final Pattern SCRAPE_CONFIG =
      Pattern.compile("# prometheus.yml\n(.*?)```", Pattern.DOTALL);

  @TempDir Path copy;

  static List<Path> testFiles() {
    return Shipped.testFiles();
  }

  @Test
  void rules_shipped_areValid() throws IOException {
    assertSuccess(checkRules(Shipped.FOLDER));
  }

  @ParameterizedTest
  @MethodSource("testFiles")
  void tests_shipped_pass(Path file) throws IOException {
    assertSuccess(Promtool.run(Shipped.FOLDER, List.of("test", "rules", file.toString())));
  }

  @Test
  void tests_ofChangedThreshold_fail() throws IOException {
    copyRules("0.8 <  # share", "0.95 <  # share");
    Path tests = Files.createDirectory(copy.resolve("tests")).resolve("connections.test.yml");
    Files.copy(Shipped.FOLDER.resolve("tests/connections.test.yml"), tests);
    Command result = Promtool.run(copy, List.of("test", "rules", tests.toString()));
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.output()).contains("alertname: MemcachedConnectionsNearLimit, time: 15m");
  }

  @Test
  void readme_scrapeConfig_loadsTheRules() throws IOException {
    copyRules("", "");
    Matcher config = SCRAPE_CONFIG.matcher(Shipped.text("README.md").replaceAll("(?m)^   ", ""));
    assertThat(config.find()).isTrue();
    Files.writeString(copy.resolve("prometheus.yml"), config.group(1));
    Command result = Promtool.run(copy, List.of("check", "config", "prometheus.yml"));
    assertSuccess(result);
    assertThat(result.output()).contains("2 rule files found");
  }

  private void copyRules(String from, String to) throws IOException {
    for (String file : Shipped.RULE_FILES) {
      Files.writeString(copy.resolve(file), Shipped.text(file).replace(from, to));
    }
  }

  private static Command checkRules(Path folder) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("check", "rules"));
    arguments.addAll(Shipped.RULE_FILES);
    return Promtool.run(folder, arguments);
  }

  private static void assertSuccess(Command result) {
    assertThat(result.status()).as(result.output()).isZero();
    assertThat(result.output()).contains("SUCCESS").doesNotContain("FAILED");
  }
}
