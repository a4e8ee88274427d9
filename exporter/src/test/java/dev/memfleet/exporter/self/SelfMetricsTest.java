package dev.memfleet.exporter.self;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.cli.BuildInfo;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

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
  void samples_haveNoCreatedSeries() {
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
