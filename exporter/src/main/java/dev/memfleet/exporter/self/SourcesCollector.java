package dev.memfleet.exporter.self;

import dev.memfleet.exporter.discovery.SourceStatus;
import dev.memfleet.exporter.protocol.ClusterReply.Member;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** How the sources of nodes do. */
final class SourcesCollector extends Collector {
  private static final String OWN = "memcached_exporter_discovery_";
  private static final List<String> LABELS = List.of("source");

  private final Supplier<List<SourceStatus>> sources;

  SourcesCollector(Supplier<List<SourceStatus>> sources) {
    this.sources = sources;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    List<SourceStatus> now = sources.get();
    return List.of(
        family(now, OWN + "nodes", "Nodes in the source's last good answer.", SourceStatus::nodes),
        family(
            now,
            OWN + "success",
            "1 if the source's last answer was good, else 0.",
            SourcesCollector::success),
        family(
            now,
            OWN + "last_success_timestamp_seconds",
            "When the source last gave a good answer, as Unix time.",
            SourcesCollector::lastSuccess),
        family(
            now,
            "memcached_cluster_config_version",
            "Version of the cluster's configuration.",
            source -> source.cluster() == null ? Double.NaN : source.cluster().version()),
        family(
            now,
            "memcached_cluster_nodes",
            "Nodes in the cluster's configuration.",
            source -> source.cluster() == null ? Double.NaN : source.cluster().nodes().size()),
        members(now),
        family(
            now,
            "memcached_cluster_discovery_success",
            "1 if the cluster's endpoint told its configuration when last asked, else 0.",
            source -> source.isCluster() ? success(source) : Double.NaN));
  }

  private static double success(SourceStatus source) {
    return source.success() ? 1 : 0;
  }

  /** NaN stands for no sample. */
  private static MetricFamilySamples family(
      List<SourceStatus> sources, String name, String help, ToDoubleFunction<SourceStatus> value) {
    GaugeMetricFamily family = new GaugeMetricFamily(name, help, LABELS);
    for (SourceStatus source : sources) {
      double sample = value.applyAsDouble(source);
      if (!Double.isNaN(sample)) {
        family.addMetric(List.of(source.name()), sample);
      }
    }
    return family;
  }

  /** A node that a cluster names twice is there once. */
  private static MetricFamilySamples members(List<SourceStatus> sources) {
    GaugeMetricFamily family =
        new GaugeMetricFamily(
            "memcached_cluster_node_info",
            "Always 1; a node of the cluster's configuration.",
            List.of("source", "node", "ip", "port"));
    for (SourceStatus source : sources) {
      List<Member> members = source.cluster() == null ? List.of() : source.cluster().nodes();
      for (Member member : new LinkedHashSet<>(members)) {
        String port = Integer.toString(member.port());
        family.addMetric(List.of(source.name(), member.name(), member.ip(), port), 1);
      }
    }
    return family;
  }

  private static double lastSuccess(SourceStatus source) {
    Instant last = source.lastSuccess();
    return last == null ? Double.NaN : last.toEpochMilli() / 1000.0;
  }
}
