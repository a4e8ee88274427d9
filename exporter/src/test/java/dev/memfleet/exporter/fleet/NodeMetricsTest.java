package dev.memfleet.exporter.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.catalog.Family;
import dev.memfleet.exporter.catalog.Recording;
import dev.memfleet.exporter.catalog.Sample;
import dev.memfleet.exporter.client.CanaryResult;
import dev.memfleet.exporter.client.FailureReason;
import dev.memfleet.exporter.client.ProbeResult;
import dev.memfleet.exporter.protocol.ItemCommand;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.scrape.ScrapeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NodeMetricsTest {
  private static final Instant AT = Instant.ofEpochSecond(1000);
  private static final Duration POLL = Duration.ofMillis(20);

  @Test
  void healthyNode_hasTheseSeries() {
    ProbeResult probe = new ProbeResult(true, Duration.ofMillis(3), Duration.ofMillis(2));
    assertThat(series(status(up(), probe, 5, Map.of())))
        .containsEntry("memcached_up[a]", 1.0)
        .containsEntry("memcached_scrape_duration_seconds[a]", 0.02)
        .containsEntry("memcached_scrape_collector_success[a, stats]", 1.0)
        .containsEntry("memcached_scrape_collector_success[a, items]", 1.0)
        .doesNotContainKey("memcached_scrape_collector_success[a, slabs]")
        .containsEntry("memcached_clock_offset_seconds[a]", -1.5)
        .containsEntry("memcached_connect_success[a]", 1.0)
        .containsEntry("memcached_connect_duration_seconds[a]", 0.003)
        .containsEntry("memcached_probe_duration_seconds[a]", 0.002)
        .containsEntry("memcached_exporter_last_poll_age_seconds[a]", 7.0)
        .containsEntry("memcached_exporter_polls_total[a]", 5.0)
        .containsEntry("memcached_exporter_poll_failures_total[a, dns]", 0.0);
  }

  @Test
  void canaryThatFails_hasNoCommandsAfterIt() {
    CanaryResult canary =
        new CanaryResult(
            Map.of(ItemCommand.SET, Duration.ofMillis(2)), ItemCommand.GET, "it was not there");
    NodeStatus status =
        new NodeStatus(List.of("node"), List.of("a"), up(), null, canary, null, 1, Map.of());

    assertThat(series(status))
        .containsEntry("memcached_canary_success[a, set]", 1.0)
        .containsEntry("memcached_canary_duration_seconds[a, set]", 0.002)
        .containsEntry("memcached_canary_success[a, get]", 0.0)
        .doesNotContainKey("memcached_canary_duration_seconds[a, get]")
        .doesNotContainKey("memcached_canary_success[a, delete]");
    assertThat(series(status(up(), null, 1, Map.of())).toString()).doesNotContain("canary");
  }

  @Test
  void nodeThatIsDown_hasNothingOfItsStats() {
    ScrapeResult down =
        new ScrapeResult(AT, POLL, sections(), FailureReason.DNS, "unknown host", null, Double.NaN);
    ProbeResult probe = new ProbeResult(false, Duration.ofMillis(3), Duration.ZERO);
    assertThat(series(status(down, probe, 2, Map.of(FailureReason.DNS, 2L))))
        .containsEntry("memcached_up[a]", 0.0)
        .containsEntry("memcached_scrape_collector_success[a, stats]", 0.0)
        .doesNotContainKey("memcached_clock_offset_seconds[a]")
        .containsEntry("memcached_connect_success[a]", 0.0)
        .containsEntry("memcached_connect_duration_seconds[a]", 0.003)
        .doesNotContainKey("memcached_probe_duration_seconds[a]")
        .containsEntry("memcached_exporter_poll_failures_total[a, dns]", 2.0)
        .containsEntry("memcached_exporter_poll_failures_total[a, timeout]", 0.0);
  }

  @Test
  void beforeTheFirstProbe_thereIsNoneOfIt() {
    assertThat(series(status(up(), null, 1, Map.of())).keySet())
        .noneMatch(name -> name.contains("connect_") || name.contains("probe_"));
  }

  @Test
  void everyReason_isThereFromTheStart() {
    assertThat(series(status(up(), null, 1, Map.of())).keySet())
        .filteredOn(name -> name.startsWith("memcached_exporter_poll_failures_total"))
        .hasSize(FailureReason.values().length - 1)
        .noneMatch(name -> name.contains("forbidden"));
  }

  @Test
  void failure_ofTheLastPoll_isTheOneReasonThatIsThere() {
    assertThat(failures(down(FailureReason.TIMEOUT)))
        .containsExactly("memcached_scrape_failure[a, timeout]");
    assertThat(failures(up())).isEmpty();
    assertThat(failures(ScrapeResult.notAsked("no descriptors", sections()))).isEmpty();
  }

  @Test
  void certificate_hasItsExpiry() {
    String name = "memcached_tls_peer_certificate_expiry_timestamp_seconds[a]";
    assertThat(series(status(up(), null, AT.plusSeconds(60), 1, Map.of())))
        .containsEntry(name, 1060.0);
    assertThat(series(status(up(), null, null, 1, Map.of()))).doesNotContainKey(name);
  }

  @Test
  void table_isAsPrometheusWantsIt() {
    assertThat(NodeMetrics.TABLE)
        .allMatch(metric -> metric.name().matches("memcached_[a-z_]+"))
        .allMatch(metric -> metric.help().endsWith("."))
        .extracting(NodeMetric::name)
        .doesNotHaveDuplicates();
  }

  private static ScrapeResult up() {
    return new ScrapeResult(
        AT,
        POLL,
        sections(),
        null,
        "",
        Recording.load("/recordings/memcached-1.6.18.stats.txt").reading(),
        -1.5);
  }

  private static ScrapeResult down(FailureReason reason) {
    return new ScrapeResult(AT, POLL, sections(), reason, "", null, Double.NaN);
  }

  private static List<String> failures(ScrapeResult last) {
    return series(status(last, null, 1, Map.of())).keySet().stream()
        .filter(name -> name.startsWith("memcached_scrape_failure"))
        .toList();
  }

  private static EnumSet<Section> sections() {
    return EnumSet.of(Section.STATS, Section.ITEMS);
  }

  private static NodeStatus status(
      ScrapeResult last,
      @Nullable ProbeResult probe,
      long polls,
      Map<FailureReason, Long> failures) {
    return status(last, probe, null, polls, failures);
  }

  private static NodeStatus status(
      ScrapeResult last,
      @Nullable ProbeResult probe,
      @Nullable Instant expiry,
      long polls,
      Map<FailureReason, Long> failures) {
    return new NodeStatus(
        List.of("node"), List.of("a"), last, probe, null, expiry, polls, failures);
  }

  private static Map<String, Double> series(NodeStatus status) {
    Map<String, Double> series = new TreeMap<>();
    for (NodeMetric metric : NodeMetrics.TABLE) {
      Family.Samples samples = new Family.Samples(metric.labelNames(), metric.rowLabels());
      samples.of(visitor -> metric.forEachValue(status, AT.plusSeconds(7), visitor));
      for (Sample sample : samples.all()) {
        assertThat(sample.labelNames()).hasSameSizeAs(sample.labelValues());
        List<String> labels = new ArrayList<>(status.labelValues());
        labels.addAll(sample.labelValues());
        series.put(metric.name() + labels, sample.value());
      }
    }
    return series;
  }
}
