package dev.memfleet.exporter.self;

import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of the agent's own metrics. */
public final class SelfValues {
  private SelfValues() {}

  /** The value of a sample, null where there is none; without label values that of the first. */
  public static @Nullable Double of(SelfMetrics self, String name, String... labelValues) {
    for (MetricFamilySamples family : Collections.list(self.registry().metricFamilySamples())) {
      for (MetricFamilySamples.Sample sample : family.samples) {
        if (sample.name.equals(name)
            && (labelValues.length == 0 || sample.labelValues.equals(List.of(labelValues)))) {
          return sample.value;
        }
      }
    }
    return null;
  }
}
