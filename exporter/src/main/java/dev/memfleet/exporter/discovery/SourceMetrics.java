package dev.memfleet.exporter.discovery;

import dev.memfleet.exporter.protocol.ClusterReply;
import dev.memfleet.exporter.protocol.ClusterReply.Member;
import dev.memfleet.exporter.self.SelfMetrics;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The metrics of discovery sources. */
final class SourceMetrics {
  private static final String SOURCE = "source";

  private final Supplier<List<SourceStatus>> sources;

  SourceMetrics(Supplier<List<SourceStatus>> sources) {
    this.sources = sources;
  }

  void register(SelfMetrics self) {
    // spotless:off
    gauge(self, "memcached_exporter_discovery_nodes", "Nodes of the source, as of its last usable answer.", SourceStatus::nodes);
    gauge(self, "memcached_exporter_discovery_success", "1 if the last query of the source succeeded, else 0.", SourceMetrics::success);
    gauge(self, "memcached_exporter_discovery_last_success_timestamp_seconds", "Time of the last successful query of the source, as Unix time.", SourceMetrics::lastSuccess);
    gauge(self, "memcached_cluster_config_version", "Version of the cluster's configuration.", source -> source.cluster() == null ? Double.NaN : source.cluster().version());
    gauge(self, "memcached_cluster_nodes", "Nodes in the cluster's configuration.", source -> source.cluster() == null ? Double.NaN : source.cluster().nodes().size());
    // spotless:on
    members(self);
    gauge(
        self,
        "memcached_cluster_discovery_success",
        "1 if the cluster's endpoint returned its configuration when last asked, else 0.",
        source -> source.isCluster() ? success(source) : Double.NaN);
  }

  private void gauge(
      SelfMetrics self, String name, String help, ToDoubleFunction<SourceStatus> value) {
    self.gauges(
        name,
        help,
        List.of(SOURCE),
        samples -> {
          for (SourceStatus source : sources.get()) {
            samples.add(value.applyAsDouble(source), source.name());
          }
        });
  }

  /** A node that a cluster lists twice is counted once. */
  private void members(SelfMetrics self) {
    self.gauges(
        "memcached_cluster_node_info",
        "Always 1; a node of the cluster's configuration.",
        List.of(SOURCE, "node", "ip", "port"),
        samples -> {
          for (SourceStatus source : sources.get()) {
            ClusterReply cluster = source.cluster();
            List<Member> members = cluster == null ? List.of() : cluster.nodes();
            for (Member member : new LinkedHashSet<>(members)) {
              String port = Integer.toString(member.port());
              samples.add(1, source.name(), member.name(), member.ip(), port);
            }
          }
        });
  }

  private static double success(SourceStatus source) {
    return source.success() ? 1 : 0;
  }

  private static double lastSuccess(SourceStatus source) {
    Instant last = source.lastSuccess();
    return last == null ? Double.NaN : last.toEpochMilli() / 1000.0;
  }
}
