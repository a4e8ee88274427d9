package dev.memfleet.exporter.self;

import dev.memfleet.exporter.discovery.SourceStatus;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** How the sources of nodes do. */
final class SourcesCollector extends Collector {
  private static final List<String> LABELS = List.of("source");

  private final Supplier<List<SourceStatus>> sources;

  SourcesCollector(Supplier<List<SourceStatus>> sources) {
    this.sources = sources;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    return List.of(
        family("nodes", "Nodes in the source's last good answer.", SourceStatus::nodes),
        family(
            "success",
            "1 if the source's last answer was good, else 0.",
            source -> source.success() ? 1 : 0),
        family(
            "last_success_timestamp_seconds",
            "When the source last gave a good answer, as Unix time.",
            SourcesCollector::lastSuccess));
  }

  /** NaN stands for no sample. */
  private MetricFamilySamples family(
      String name, String help, ToDoubleFunction<SourceStatus> value) {
    GaugeMetricFamily family =
        new GaugeMetricFamily("memcached_exporter_discovery_" + name, help, LABELS);
    for (SourceStatus source : sources.get()) {
      double sample = value.applyAsDouble(source);
      if (!Double.isNaN(sample)) {
        family.addMetric(List.of(source.name()), sample);
      }
    }
    return family;
  }

  private static double lastSuccess(SourceStatus source) {
    Instant last = source.lastSuccess();
    return last == null ? Double.NaN : last.toEpochMilli() / 1000.0;
  }
}
