package dev.memfleet.exporter.catalog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A metric with the samples of one node, as objects. */
public record Family(String name, List<Sample> samples) {
  /** All families of a reading that have a sample. */
  static List<Family> all(Reading reading) {
    List<Family> all = new ArrayList<>();
    for (int i = 0; i < Catalog.ALL.size(); i++) {
      Metric metric = Catalog.ALL.metrics().get(i);
      Samples samples = new Samples(metric.allLabelNames(), metric.rowLabels());
      int index = i;
      samples.of(visitor -> Catalog.ALL.forEachValue(index, reading, visitor));
      if (!samples.all.isEmpty()) {
        all.add(new Family(metric.name(), samples.all));
      }
    }
    return all;
  }

  /** Passes the values of a metric to a visitor. */
  public interface Visiting {
    void by(ValueVisitor visitor) throws IOException;
  }

  /** Makes samples of values. */
  public static final class Samples implements ValueVisitor {
    private final List<String> names;
    private final List<List<String>> rowLabels;
    private final List<Sample> all = new ArrayList<>();

    public Samples(List<String> names, List<List<String>> rowLabels) {
      this.names = names;
      this.rowLabels = rowLabels;
    }

    /** Has the values visited. */
    public void of(Visiting visiting) {
      try {
        visiting.by(this);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    public List<Sample> all() {
      return all;
    }

    @Override
    public void value(int row, int slab, double value) {
      List<String> values = new ArrayList<>();
      if (slab != NO_SLAB) {
        values.add(Integer.toString(slab));
      }
      values.addAll(rowLabels.get(row));
      all.add(new Sample(names, values, value));
    }

    @Override
    public void info(String[] labelValues) {
      all.add(new Sample(names, Arrays.asList(labelValues), 1));
    }

    @Override
    public void listed(ListedSample sample) {
      List<String> labels = new ArrayList<>(names.subList(0, sample.labelValues().size()));
      List<String> values = new ArrayList<>(sample.labelValues());
      if (sample.part() != ListedSample.Part.VALUE) {
        labels.add("part");
        values.add(sample.part().name());
      }
      all.add(new Sample(labels, values, sample.value()));
    }
  }
}
