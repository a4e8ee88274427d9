package dev.memfleet.exporter.self;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.config.ConfigReload;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SelfMetricsTest {
  private final SelfMetrics self = new SelfMetrics(new BuildInfo("1.2.3", "abc", "main"));

  @Test
  void counts_whatIsReported() {
    self.scraped();
    self.scraped();
    self.scrapeFailed("timeout");
    self.scrapeFailed(SelfMetrics.BAD_TARGET);
    self.pageBegun();
    self.pageBegun();
    self.pageEnded(200);
    assertThat(value("memcached_exporter_scrapes_total")).isEqualTo(2);
    assertThat(value("memcached_exporter_scrape_errors_total", "timeout")).isEqualTo(1);
    assertThat(value("memcached_exporter_scrape_errors_total", "bad_target")).isEqualTo(1);
    assertThat(value("memcached_exporter_scrape_errors_total", "dns")).isEqualTo(0);
    assertThat(value("promhttp_metric_handler_requests_in_flight")).isEqualTo(1);
    assertThat(value("promhttp_metric_handler_requests_total", "200")).isEqualTo(1);
    assertThat(value("promhttp_metric_handler_requests_total", "500")).isEqualTo(0);
  }

  @Test
  void gauge_isAskedForEachPage() {
    AtomicInteger parts = new AtomicInteger(3);
    self.gauge("parts", "Parts.", parts::get);
    self.counters("turns_total", "Turns.", "part", samples -> samples.add(parts.get(), "left"));
    assertThat(value("parts")).isEqualTo(3);
    parts.set(4);
    assertThat(value("parts")).isEqualTo(4);
    assertThat(value("turns_total", "left")).isEqualTo(4);
  }

  @Test
  void reloads_areReportedWithTheirPresentState(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("fleet.yml"), "nodes: []");
    Clock clock = Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC);
    ConfigReload reload = new ConfigReload(file, Set.of(), config -> {}, clock);
    reload.register(self, "memcached_exporter_config", "configuration");
    assertThat(value("memcached_exporter_config_last_reload_successful")).isEqualTo(1);
    assertThat(value("memcached_exporter_config_last_reload_success_timestamp_seconds"))
        .isEqualTo(1_800_000_000);
    Files.delete(file);
    reload.reloadAndLog();
    assertThat(value("memcached_exporter_config_last_reload_successful")).isEqualTo(0);
  }

  @Test
  @Timeout(60)
  void samples_haveNoCreatedSeries() {
    System.gc();
    while (value("jvm_memory_pool_allocated_bytes_total") == null) {
      Thread.onSpinWait(); // until the collector reports its collection
    }
    for (MetricFamilySamples family : Collections.list(self.registry().metricFamilySamples())) {
      assertThat(family.samples).noneMatch(sample -> sample.name.endsWith("_created"));
    }
  }

  @Test
  void buildInfo_namesTheBuild() {
    assertThat(Collections.list(self.registry().metricFamilySamples()))
        .filteredOn(family -> family.name.equals("memcached_exporter_build_info"))
        .singleElement()
        .satisfies(
            family ->
                assertThat(family.samples.get(0).labelValues).contains("1.2.3", "abc", "main"));
  }

  private @Nullable Double value(String name, String... label) {
    return SelfValues.of(self, name, label);
  }
}
