package dev.memfleet.exporter.exposition;

import dev.memfleet.exporter.catalog.Family;
import dev.memfleet.exporter.catalog.Metric;
import dev.memfleet.exporter.catalog.MetricType;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.ArrayList;
import java.util.List;

/** Our families in simpleclient's model. */
final class SimpleclientFamily {
  private SimpleclientFamily() {}

  static MetricFamilySamples of(Family family) {
    List<MetricFamilySamples.Sample> samples = new ArrayList<>(family.samples().size());
    family
        .samples()
        .forEach(
            sample ->
                samples.add(
                    new MetricFamilySamples.Sample(
                        family.name(), sample.labelNames(), sample.labelValues(), sample.value())));
    return new MetricFamilySamples(family.name(), type(family.type()), family.help(), samples);
  }

  /** The head that the family of a metric has. */
  static String head(PageFormat format, Metric metric) {
    Collector.Type type = type(metric.type());
    String suffix = type == Collector.Type.COUNTER ? "_total" : "";
    String name = metric.name();
    return PageWriter.head(
        format, name.substring(0, name.length() - suffix.length()), type, metric.help());
  }

  private static Collector.Type type(MetricType type) {
    return switch (type) {
      case COUNTER -> Collector.Type.COUNTER;
      case GAUGE -> Collector.Type.GAUGE;
      case UNTYPED -> Collector.Type.UNKNOWN;
    };
  }
}
