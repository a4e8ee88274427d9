package dev.memfleet.exporter.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.dashboards.KnownMetrics;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlertRulesTest {
  static List<Rule> alerts() {
    return Shipped.alerts();
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void alert_shipped_hasNameSeverityAndAnnotations(Rule alert) {
    assertThat(alert.name()).matches("Memcached([A-Z][a-z]+)+");
    assertThat(alert.labels().keySet()).containsExactly("severity");
    assertThat(alert.labels().get("severity")).isIn("critical", "warning", "info");
    assertThat(alert.annotations())
        .containsOnlyKeys("summary", "description", "runbook_url", "dashboard_url")
        .hasEntrySatisfying("summary", text -> assertThat(text).matches("[A-Z][^{]+\\."))
        .hasEntrySatisfying("description", text -> assertThat(text).endsWith("."))
        .hasEntrySatisfying(
            "runbook_url", text -> assertThat(text).endsWith("/alerts/RUNBOOK.md#" + anchor(alert)))
        .hasEntrySatisfying(
            "dashboard_url",
            text ->
                assertThat(text)
                    .matches("https://.+/d/memfleet-(fleet|node|slabs|insight|agent)\\?.+"));
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void description_withValue_formatsIt(Rule alert) {
    String formatted = "\\{\\{ \\$value \\| (humanize\\w*|printf \"[^\"]+\") }}";
    assertThat(alert.annotations())
        .hasEntrySatisfying(
            "description",
            text -> assertThat(text.replaceAll(formatted, "")).doesNotContain("$value"));
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void tests_ofAlert_showItFiringOnTimeAndANearMiss(Rule alert) {
    assertThat(Shipped.tests().stream().anyMatch(test -> test.fires(alert.name())))
        .as("a test in alerts/tests in which %s is silent and fires later", alert)
        .isTrue();
    assertThat(Shipped.tests().stream().anyMatch(test -> test.misses(alert.name())))
        .as("a test in alerts/tests in which %s is looked for and never fires", alert)
        .isTrue();
  }

  @Test
  void tests_ofAnyFile_evaluateAllGroupsInOrder() {
    assertThat(Shipped.testFiles())
        .isNotEmpty()
        .allSatisfy(
            file ->
                assertThat(Shipped.yaml(file.toString()).get("group_eval_order"))
                    .isEqualTo(Shipped.groups()));
  }

  @Test
  void runbook_sections_areTheAlertsInTheirOrder() {
    List<String> sections =
        Shipped.text("RUNBOOK.md")
            .lines()
            .filter(line -> line.startsWith("### "))
            .map(line -> line.substring(4))
            .toList();
    assertThat(sections).isEqualTo(names(alerts()));
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void runbook_section_saysMeaningCausesPlacesRemedyAndThreshold(Rule alert) {
    String section = Shipped.text("RUNBOOK.md").split("### " + alert.name() + "\n", 2)[1];
    assertThat(section.split("\n##", 2)[0].toLowerCase(Locale.ROOT))
        .containsSubsequence(
            "- **meaning:**", "likely causes", "look at", "do", "- **threshold:**");
  }

  @Test
  void readme_table_isTheAlertsInTheirOrder() {
    List<String> rows =
        Shipped.text("README.md").lines().filter(line -> line.startsWith("| [")).toList();
    assertThat(rows).hasSameSizeAs(alerts());
    for (int i = 0; i < rows.size(); i++) {
      Rule alert = alerts().get(i);
      String after = alert.duration().equals("0m") ? "at once" : alert.duration();
      assertThat(rows.get(i))
          .startsWith(
              String.format(
                  "| [%s](RUNBOOK.md#%s) | %s | %s |",
                  alert.name(), anchor(alert), alert.labels().get("severity"), after));
    }
  }

  @Test
  void recordedSeries_inExpressionsAndReadme_exist() {
    Set<String> known = Set.copyOf(names(Shipped.recordings()));
    assertThat(texts().flatMap(text -> SeriesNames.recorded(text).stream()))
        .contains("pool:memcached_get_hit_ratio:rate5m")
        .isSubsetOf(known);
  }

  @Test
  void metrics_inExpressionsAndProse_exist() {
    assertThat(texts().flatMap(text -> SeriesNames.metrics(text).stream()))
        .contains("memcached_up", "memcached_settings_enabled")
        .filteredOn(name -> !name.equals("memcached_exporter"))
        .allMatch(KnownMetrics::exists);
  }

  private static Stream<String> texts() {
    Stream<Rule> rules = Stream.concat(Shipped.recordings().stream(), alerts().stream());
    Stream<String> prose = Stream.of("README.md", "RUNBOOK.md").map(Shipped::text);
    return Stream.concat(rules.map(Rule::expression), prose);
  }

  private static List<String> names(List<Rule> rules) {
    return rules.stream().map(Rule::name).collect(Collectors.toList());
  }

  private static String anchor(Rule alert) {
    return alert.name().toLowerCase(Locale.ROOT);
  }
}
