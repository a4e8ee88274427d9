package dev.memfleet.exporter.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.protocol.StatsReply;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalog against the naming contract. */
class ContractTest {
  /** Counters to the established exporter, whose names lack {@code _total}. */
  private static final Set<String> NOT_COUNTERS =
      Set.of(
          "memcached_uptime_seconds",
          "memcached_slab_items_evicted_time_seconds",
          "memcached_slab_items_moves_to_cold",
          "memcached_slab_items_moves_to_warm",
          "memcached_slab_items_moves_within_lru",
          "memcached_slab_mem_requested_bytes",
          "memcached_extstore_bytes_used");

  private static final Pattern ONE_STAT =
      Pattern.compile(
          "(stats(?: settings| items| slabs)?)(?: \\(global line\\))?:? ?((?:items:)?N:)?(\\w+)"
              + "(?:| [(\\[].*)");

  private static final Recording EVERYTHING = Recording.load("/recordings/everything.stats.txt");
  private static final Map<Section, StatsReply> REPLIES = EVERYTHING.snapshot().replies();
  private static final SortedMap<String, Double> SERIES = Page.of(EVERYTHING.families());

  private static final Map<String, Metric> CATALOG =
      Catalog.ALL.metrics().stream().collect(Collectors.toMap(Metric::name, Function.identity()));

  static List<ContractRow> contract() {
    Stream<ContractRow> established =
        ContractRow.established().stream().filter(row -> row.source().startsWith("stats"));
    return Stream.concat(established, ContractRow.beyond().stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("contract")
  void metric_ofContract_isInCatalogWithItsTypeAndLabels(ContractRow row) {
    Metric metric = metric(row.name());
    if (NOT_COUNTERS.contains(row.name())) {
      assertThat(metric.type()).isNotEqualTo(MetricType.COUNTER);
    } else if (row.type().contains("histogram")) {
      assertThat(metric.type()).isEqualTo(MetricType.GAUGE_HISTOGRAM);
    } else {
      assertThat(metric.type().name().toLowerCase(Locale.ROOT)).isEqualTo(row.type());
    }
    if (row.labels().containsKey("...")) {
      assertThat(metric.allLabelNames()).hasSize(8);
    } else {
      assertThat(metric.allLabelNames()).containsExactlyInAnyOrderElementsOf(row.labels().keySet());
    }
  }

  @Test
  void catalog_holdsNothingButTheContract() {
    Set<String> names = contract().stream().map(ContractRow::name).collect(Collectors.toSet());
    names.add("memcached_listener_connections");

    assertThat(CATALOG.keySet())
        .as("metrics that memcached_exporter lacks are rows of contract/metrics-beyond.tsv")
        .containsExactlyInAnyOrderElementsOf(names);
  }

  static List<ContractRow> ofOneStat() {
    List<ContractRow> rows =
        contract().stream()
            .filter(row -> ONE_STAT.matcher(row.source()).matches())
            .filter(row -> metric(row.name()).info().isEmpty())
            .toList();
    assertThat(rows).hasSizeGreaterThan(200);
    return rows;
  }

  private static Metric metric(String name) {
    Metric metric = CATALOG.get(name);
    if (metric == null) {
      throw new AssertionError("not in the catalog: " + name);
    }
    return metric;
  }

  @ParameterizedTest
  @MethodSource("ofOneStat")
  void sample_ofOneStat_hasItsValue(ContractRow row) {
    Matcher source = ONE_STAT.matcher(row.source());
    assertThat(source.matches()).isTrue();
    String stat = source.group(3);
    Section section =
        Stream.of(Section.values())
            .filter(s -> s.request().strip().equals(source.group(1)))
            .findAny()
            .orElseThrow();
    if (source.group(2) == null) {
      assertSeries(row.name() + row.labels(), number(section, stat, stat));
    } else {
      for (String slab : List.of("1", "42")) {
        SortedMap<String, String> labels = new TreeMap<>(row.labels());
        labels.put("slab", slab);
        String prefix = section == Section.ITEMS ? "items:" + slab + ":" : slab + ":";
        assertSeries(row.name() + labels, number(section, prefix + stat, stat));
      }
    }
  }

  private static void assertSeries(String series, double expected) {
    assertThat(SERIES.get(series)).as(series).isEqualTo(expected);
  }

  private static StatsReply reply(Section section) {
    return Objects.requireNonNull(REPLIES.get(section));
  }

  private static double number(Section section, String reported, String stat) {
    String value = Objects.requireNonNull(reply(section).get(reported), reported);
    return switch (value) {
      case "yes", "on" -> 1;
      case "no", "off" -> 0;
      case "/etc/memcached/users" -> 1;
      default ->
          Double.parseDouble(value)
              / (stat.endsWith("_us") || stat.equals("ext_max_sleep") ? 1_000_000 : 1);
    };
  }

  @Test
  void families_ofNodeThatReportsEverything_areAllOfTheCatalog() {
    assertThat(EVERYTHING.families())
        .extracting(Family::name)
        .containsExactlyElementsOf(Catalog.ALL.metrics().stream().map(Metric::name).toList());
  }

  @Test
  void families_neverHoldPathsOfSecrets() {
    Stream<String> labelValues =
        EVERYTHING.families().stream()
            .flatMap(family -> family.samples().stream())
            .flatMap(sample -> sample.labelValues().stream());

    assertThat(labelValues).noneMatch(value -> value.startsWith("/etc/"));
  }

  @Test
  void helpTexts_nameTheirStats_andAreUnique() {
    assertThat(Catalog.ALL.metrics())
        .allSatisfy(metric -> assertThat(metric.help()).matches("[A-Z].*\\(.+\\)\\."))
        .extracting(Metric::help)
        .doesNotHaveDuplicates();
  }

  /** OpenMetrics names a family of counters without {@code _total}. */
  @Test
  void familyNames_inOpenMetrics_areUnique() {
    assertThat(Catalog.ALL.metrics())
        .extracting(
            metric ->
                metric.type() == MetricType.COUNTER
                    ? metric.name().replaceAll("_total$", "")
                    : metric.name())
        .doesNotHaveDuplicates();
  }
}
