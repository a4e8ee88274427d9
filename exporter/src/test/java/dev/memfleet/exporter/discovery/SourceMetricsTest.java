package dev.memfleet.exporter.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.protocol.ClusterReply;
import dev.memfleet.exporter.protocol.ClusterReply.Member;
import dev.memfleet.exporter.self.BuildInfo;
import dev.memfleet.exporter.self.SelfMetrics;
import dev.memfleet.exporter.self.SelfValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SourceMetricsTest {
  private final SelfMetrics self = new SelfMetrics(new BuildInfo("1.2.3", "abc", "main"));

  @Test
  void sources_areReportedWithTheirPresentState() {
    List<SourceStatus> sources = new ArrayList<>();
    new SourceMetrics(() -> sources).register(self);
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

  private @Nullable Double value(String name, String... labelValues) {
    return SelfValues.of(self, name, labelValues);
  }
}
