package dev.memfleet.exporter.exposition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.catalog.Recording;
import dev.memfleet.exporter.client.FailureReason;
import dev.memfleet.exporter.fleet.NodeStatus;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.scrape.ScrapeResult;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExpositionTest {
  private static final Set<Section> ALL = EnumSet.allOf(Section.class);
  private static final NodeStatus UP = up("a:1", "sessions");
  private static final NodeStatus OTHER = up("b:2", "pages");
  private static final NodeStatus DOWN = down("c:3", "sessions");

  private final CollectorRegistry agent = new CollectorRegistry();
  private final Gauge process = Gauge.build("memcached_process_open_fds", "Files.").create();
  private final Exposition exposition = new Exposition(agent, process, Clock.systemUTC());

  @Test
  void agentPage_hasEveryNodeAndTheAgent() throws IOException {
    Gauge.build("agent_gauge", "A gauge of the agent.").register(agent).set(5);
    process.set(3);
    String page = agentPage(PageFilter.ALL);
    assertThat(page)
        .contains("memcached_up{instance=\"a:1\",pool=\"sessions\"} 1\n")
        .contains("memcached_up{instance=\"c:3\",pool=\"sessions\"} 0\n")
        .contains("memcached_uptime_seconds{instance=\"b:2\",pool=\"pages\"} 4\n")
        .doesNotContain("memcached_uptime_seconds{instance=\"c:3\"")
        .contains("memcached_exporter_polls_total{")
        .contains("\nagent_gauge 5\n")
        .contains("\nmemcached_process_open_fds 3\n");
    assertThat(page.lines().filter(line -> line.startsWith("# TYPE "))).doesNotHaveDuplicates();
  }

  @Test
  void agentPage_narrowedByLabel_hasThoseNodesAlone() throws IOException {
    Gauge.build("agent_gauge", "A gauge of the agent.").register(agent);
    assertThat(agentPage(filter(Map.of("pool", Set.of("sessions")))))
        .contains("instance=\"a:1\"")
        .contains("instance=\"c:3\"")
        .doesNotContain("instance=\"b:2\"")
        .doesNotContain("agent_gauge")
        .doesNotContain("process_open_fds");
    assertThat(
            agentPage(
                filter(Map.of("pool", Set.of("sessions", "pages"), "instance", Set.of("b:2")))))
        .contains("instance=\"b:2\"")
        .doesNotContain("instance=\"a:1\"");
    assertThat(agentPage(filter(Map.of("zone", Set.of("x"))))).isEmpty();
  }

  @Test
  void agentPage_narrowedByCollector_hasItsFamiliesAndHowThePollWent() throws IOException {
    String page = agentPage(new PageFilter(Set.of(Section.SETTINGS), Map.of(), Set.of()));
    assertThat(page)
        .contains("memcached_up{")
        .contains("memcached_settings_item_size_max_bytes{")
        .doesNotContain("memcached_uptime_seconds")
        .doesNotContain("memcached_slab_");
  }

  @Test
  void nodePage_hasNoLabelsAndNothingOfTheAgent() throws IOException {
    Gauge.build("agent_gauge", "A gauge of the agent.").register(agent);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    exposition.nodePage(UP, PageFilter.ALL, PageFormat.OPENMETRICS).writeTo(out);
    assertThat(out.toString(UTF_8))
        .contains("\nmemcached_up 1\n")
        .contains("\nmemcached_uptime_seconds 4\n")
        .doesNotContain("instance=")
        .doesNotContain("memcached_exporter_")
        .doesNotContain("agent_gauge")
        .endsWith("\n# EOF\n");
  }

  @Test
  void agentPage_narrowedByName_hasTheseSamplesOfAllNodesAndTheAgent() throws IOException {
    Gauge.build("agent_gauge", "A gauge of the agent.").register(agent);
    Set<String> names = Set.of("memcached_up", "memcached_commands_total", "agent_gauge");
    String page = agentPage(new PageFilter(ALL, Map.of(), names));
    assertThat(page.lines().filter(line -> line.startsWith("# TYPE ")))
        .containsExactly(
            "# TYPE memcached_up gauge",
            "# TYPE memcached_commands_total counter",
            "# TYPE agent_gauge gauge");
    assertThat(page).contains("memcached_up{instance=\"b:2\",pool=\"pages\"} 1\n");
  }

  @Test
  void slabMetrics_haveTheLabelsOfNodeAndSlabBeforeTheirOwn() throws IOException {
    assertThat(agentPage(PageFilter.ALL))
        .contains(
            "memcached_slab_commands_total{instance=\"a:1\",pool=\"sessions\",slab=\"1\",command=\"get\",status=\"hit\"} ");
  }

  private String agentPage(PageFilter filter) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    exposition.agentPage(List.of(UP, OTHER, DOWN), filter, PageFormat.TEXT).writeTo(out);
    return out.toString(UTF_8);
  }

  private static PageFilter filter(Map<String, Set<String>> labels) {
    return new PageFilter(ALL, labels, Set.of());
  }

  private static NodeStatus up(String instance, String pool) {
    Recording recording = Recording.load("/recordings/memcached-1.6.18.stats.txt");
    return status(
        instance,
        pool,
        new ScrapeResult(Instant.EPOCH, Duration.ZERO, ALL, null, "", recording.reading(), 0));
  }

  private static NodeStatus down(String instance, String pool) {
    return status(
        instance,
        pool,
        new ScrapeResult(
            Instant.EPOCH, Duration.ZERO, ALL, FailureReason.DNS, "gone", null, Double.NaN));
  }

  private static NodeStatus status(String instance, String pool, ScrapeResult last) {
    return new NodeStatus(
        List.of("instance", "pool"), List.of(instance, pool), last, null, null, null, 1, Map.of());
  }
}
