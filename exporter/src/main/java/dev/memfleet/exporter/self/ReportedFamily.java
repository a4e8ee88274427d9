package dev.memfleet.exporter.self;

import dev.memfleet.exporter.settings.Type;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A family whose samples a part of the agent reports for each page. */
final class ReportedFamily extends Collector {
  private final Type type;
  private final String name;
  private final String help;
  private final List<String> labels;
  private final Consumer<Samples> report;

  ReportedFamily(
      Type type, String name, String help, List<String> labels, Consumer<Samples> report) {
    this.type = type;
    this.name = name;
    this.help = help;
    this.labels = List.copyOf(labels);
    this.report = report;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    List<MetricFamilySamples.Sample> samples = new ArrayList<>();
    report.accept(
        (value, labelValues) -> {
          if (!Double.isNaN(value)) {
            samples.add(new MetricFamilySamples.Sample(name, labels, List.of(labelValues), value));
          }
        });
    return List.of(new MetricFamilySamples(name, type, help, samples));
  }
}
