package dev.memfleet.exporter.self;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.cli.BuildInfo;
import dev.memfleet.exporter.config.ConfigReload;
import dev.memfleet.exporter.discovery.SourceStatus;
import dev.memfleet.exporter.protocol.ClusterReply;
import dev.memfleet.exporter.protocol.ClusterReply.Member;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SelfMetricsTest {
  private final AtomicInteger nodes = new AtomicInteger(3);
  private final SelfMetrics self =
      new SelfMetrics(new BuildInfo("1.2.3", "abc", "main"), nodes::get);

  @Test
  void counts_whatItIsTold() {
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
  void nodes_areCountedWhenAsked() {
    assertThat(value("memcached_exporter_nodes")).isEqualTo(3);
    nodes.set(4);
    assertThat(value("memcached_exporter_nodes")).isEqualTo(4);
  }

  @Test
  void sources_areToldAsTheyAreNow() {
    List<SourceStatus> sources = new ArrayList<>();
    self.addSources(() -> sources);
    Instant success = Instant.ofEpochMilli(1_800_000_000_500L);
    Member one = new Member("one.test", "127.0.0.1", 11211);
    Member two = new Member("two.test", "", 11212);
    ClusterReply cluster = new ClusterReply(12, List.of(one, one, two));
    sources.add(new SourceStatus("web", false, 7, true, success, null));
    sources.add(new SourceStatus("dns", false, 0, false, null, null));
    sources.add(new SourceStatus("aws", true, 2, true, success, cluster));
    assertThat(value("memcached_exporter_discovery_nodes", "web")).isEqualTo(7);
    assertThat(value("memcached_exporter_discovery_success", "web")).isEqualTo(1);
    assertThat(value("memcached_exporter_discovery_success", "dns")).isEqualTo(0);
    assertThat(value("memcached_exporter_discovery_last_success_timestamp_seconds", "web"))
        .isEqualTo(1_800_000_000.5);
    assertThat(value("memcached_exporter_discovery_last_success_timestamp_seconds", "dns"))
        .isNull();
    assertThat(value("memcached_cluster_config_version", "aws")).isEqualTo(12);
    assertThat(value("memcached_cluster_config_version", "web")).isNull();
    assertThat(value("memcached_cluster_nodes", "aws")).isEqualTo(3);
    assertThat(value("memcached_cluster_nodes", "web")).isNull();
    assertThat(value("memcached_cluster_node_info", "aws", "one.test", "127.0.0.1", "11211"))
        .isEqualTo(1);
    assertThat(value("memcached_cluster_node_info", "aws", "two.test", "", "11212")).isEqualTo(1);
    assertThat(value("memcached_cluster_discovery_success", "aws")).isEqualTo(1);
    assertThat(value("memcached_cluster_discovery_success", "web")).isNull();
    sources.clear();
    assertThat(value("memcached_exporter_discovery_nodes", "web")).isNull();
  }

  @Test
  void reloads_areToldAsTheyAreNow(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("fleet.yml"), "nodes: []");
    Clock clock = Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC);
    ConfigReload reload = new ConfigReload(file, Set.of(), config -> {}, clock);
    self.addReloads(reload);
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
      Thread.onSpinWait(); // until the collector tells of its collection
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
    for (MetricFamilySamples family : Collections.list(self.registry().metricFamilySamples())) {
      for (MetricFamilySamples.Sample sample : family.samples) {
        if (sample.name.equals(name)
            && (label.length == 0 || sample.labelValues.equals(List.of(label)))) {
          return sample.value;
        }
      }
    }
    return null;
  }
}
