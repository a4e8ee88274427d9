package dev.memfleet.exporter.self;

import io.prometheus.client.Collector;
import java.util.List;

/**
 * A collector without the {@code _created} series of counters; simpleclient can only disable them
 * by an environment variable.
 */
final class WithoutCreated extends Collector {
  private final Collector all;

  WithoutCreated(Collector all) {
    this.all = all;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    return all.collect().stream().map(WithoutCreated::reduced).toList();
  }

  private static MetricFamilySamples reduced(MetricFamilySamples family) {
    return new MetricFamilySamples(
        family.name,
        family.type,
        family.help,
        family.samples.stream().filter(sample -> !sample.name.endsWith("_created")).toList());
  }
}
