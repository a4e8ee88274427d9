package dev.memfleet.exporter.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.alerts.ShortenedRules;
import dev.memfleet.exporter.dashboards.PanelQueries.PanelQuery;
import dev.memfleet.exporter.peer.CacheNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every query of the dashboards on a Prometheus that has scraped real caches. */
@ParameterizedClass
@EnumSource(Installation.class)
class DashboardsIT {
  /** Series that the tested nodes do not have: extstore, TLS, proxy, and a week of history. */
  private static final Pattern ABSENT =
      Pattern.compile("memcached_(extstore|tls|proxy)_|:quantile05_1w");

  private static final int RATE_SECONDS = 10;
  private static final Duration STEP = Duration.ofSeconds(2);

  @TempDir static Path temporary;
  private static PrometheusStack stack;
  private static Instant start;

  private final Installation installation;

  DashboardsIT(Installation installation) {
    this.installation = installation;
  }

  @BeforeParameterizedClassInvocation
  static void useTheCaches(Installation installation) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve(installation.name()));
    start = Instant.now();
    stack = new PrometheusStack(folder, installation);
    stack.startPrometheus(ShortenedRules.write(folder));
    try (Workload workload = new Workload(stack)) {
      workload.haveIncidents();
    }
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    stack.close();
  }

  @ParameterizedTest
  @EnumSource
  void panels_allButThoseOfAbsentParts_showSeries(Dashboard dashboard) {
    List<PanelQuery> queries = new PanelQueries(dashboard.shipped(), RATE_SECONDS).ofPanels();
    assertThat(queries).isNotEmpty();
    assertThat(queries.stream().filter(query -> isEmpty(query) != isAbsent(query))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void annotations_all_mark(Dashboard dashboard) {
    List<PanelQuery> queries = new PanelQueries(dashboard.shipped(), RATE_SECONDS).ofAnnotations();
    assertThat(queries.stream().filter(DashboardsIT::isEmpty)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void variables_all_haveValues(Dashboard dashboard) {
    assertThat(new PanelQueries(dashboard.shipped(), RATE_SECONDS).ofVariables())
        .filteredOn(query -> installation.has(query.variable()))
        .isNotEmpty()
        .allSatisfy(
            query ->
                assertThat(stack.prometheus().labelValues(query.label(), query.selector()))
                    .isNotEmpty());
  }

  @Test
  void instances_inPrometheus_areTheNodes() {
    assertThat(stack.prometheus().labelValues("instance", "memcached_up"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    stack.nodes().stream().map(CacheNode::address), Stream.of(stack.deadAddress()))
                .toList());
    assertThat(stack.prometheus().labelValues("instance", "memcached_exporter_build_info"))
        .containsExactly(stack.agentAddress());
  }

  @Test
  void nodesDown_show_theDeadOneAndWhy() {
    PanelQuery down =
        new PanelQueries(Dashboard.FLEET.shipped(), RATE_SECONDS)
            .ofPanels().stream()
                .filter(query -> query.panel().equals("Nodes down, and why"))
                .findFirst()
                .orElseThrow();
    Map<String, String> dead = new HashMap<>(stack.deadLabels());
    dead.putAll(Map.of("job", "memcached", "instance", stack.deadAddress(), "reason", "refused"));
    stack.await(
        "showing " + dead, () -> stack.prometheus().query(down.expression()).equals(List.of(dead)));
  }

  /** Pools of one name in several namespaces are drawn apart, and counted apart. */
  @Test
  void pools_ofOneNameInSeveralPlaces_areApart() {
    Set<Map<String, String>> places = new HashSet<>();
    stack.nodes().forEach(node -> places.add(stack.labels(node)));
    places.forEach(labels -> labels.put("job", "memcached"));
    PanelQuery hitRatio =
        new PanelQueries(Dashboard.FLEET.shipped(), RATE_SECONDS)
            .ofPanels().stream()
                .filter(query -> query.expression().startsWith("(sum by (cluster"))
                .findFirst()
                .orElseThrow();
    stack.await(
        "drawing " + places,
        () -> Set.copyOf(stack.prometheus().query(hitRatio.expression())).equals(places));
  }

  static List<String> commonQueries() throws IOException {
    try (InputStream in = DashboardsIT.class.getResourceAsStream("/dashboards/queries.promql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("commonQueries")
  void commonQuery_overTheAgent_hasAnAnswer(String expression) {
    assertThat(stack.prometheus().query(expression)).isNotEmpty();
  }

  private static boolean isAbsent(PanelQuery query) {
    return ABSENT.matcher(query.expression()).find();
  }

  /** Whether a query has no result. The range ends two steps ahead, to include recent samples. */
  private static boolean isEmpty(PanelQuery query) {
    Instant end = Instant.now().plus(STEP.multipliedBy(2));
    return stack.prometheus().queryRange(query.expression(), start, end, STEP).isEmpty();
  }
}
