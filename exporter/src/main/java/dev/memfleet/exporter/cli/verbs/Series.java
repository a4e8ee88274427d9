package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.catalog.ListedSample;
import dev.memfleet.exporter.catalog.Metric;
import dev.memfleet.exporter.catalog.ValueVisitor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The series of one node, or the sums of several, by metric and the metric's own label values. */
final class Series {
  private final Map<String, List<Sample>> samples = new HashMap<>();

  /** A value and the values of the metric's own labels, in the catalog's order. */
  record Sample(List<String> labels, double value) {
    Sample {
      labels = List.copyOf(labels);
    }
  }

  void add(String name, List<String> labels, double value) {
    samples.computeIfAbsent(name, first -> new ArrayList<>()).add(new Sample(labels, value));
  }

  /** A visitor that stores the values of a metric. */
  ValueVisitor visitor(Metric metric) {
    return new ValueVisitor() {
      @Override
      public void value(int row, int slab, double value) {
        List<String> labels = new ArrayList<>();
        if (slab != NO_SLAB) {
          labels.add(Integer.toString(slab));
        }
        labels.addAll(metric.rowLabels().get(row));
        add(metric.name(), labels, value);
      }

      @Override
      public void info(String[] labelValues) {
        add(metric.name(), Arrays.asList(labelValues), 1);
      }

      @Override
      public void listed(ListedSample sample) {
        add(metric.name(), sample.labelValues(), sample.value());
      }
    };
  }

  /** The samples of a metric. */
  List<Sample> of(String name) {
    return samples.getOrDefault(name, List.of());
  }

  /** One value; NaN if missing. */
  double value(String name, String... labels) {
    return value(name, Arrays.asList(labels));
  }

  double value(String name, List<String> labels) {
    for (Sample sample : of(name)) {
      if (sample.labels.equals(labels)) {
        return sample.value;
      }
    }
    return Double.NaN;
  }

  /** The distinct values of an info metric's first label, such as versions, joined by commas. */
  String text(String name) {
    TreeSet<String> texts = new TreeSet<>();
    of(name).forEach(sample -> texts.add(sample.labels.get(0)));
    return String.join(", ", texts);
  }

  /** The sums of several nodes, series by series. */
  static Series sum(List<Series> all) {
    Map<String, Map<List<String>, Double>> sums = new HashMap<>();
    for (Series one : all) {
      one.samples.forEach(
          (name, samples) -> {
            Map<List<String>, Double> sum = sums.computeIfAbsent(name, first -> new HashMap<>());
            samples.forEach(sample -> sum.merge(sample.labels, sample.value, Double::sum));
          });
    }
    Series sum = new Series();
    sums.forEach((name, values) -> values.forEach((labels, v) -> sum.add(name, labels, v)));
    return sum;
  }
}
