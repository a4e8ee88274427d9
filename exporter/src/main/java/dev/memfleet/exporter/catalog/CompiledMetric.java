package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.catalog.Metric.Guard;
import dev.memfleet.exporter.catalog.Metric.Row;
import dev.memfleet.exporter.catalog.StatKey.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A metric compiled to the slots of its stats and the columns of its rows. */
final class CompiledMetric {
  private static final int COMPUTED = -1;
  final Metric metric;
  private final int[][] inputs;

  /** The slot of a row that is an unmodified stat, or {@link #COMPUTED}. */
  private final int[] plain;

  private final int firstColumn;
  private final int[] infoSlots;
  private final int infoColumn;
  private final int guardSlot;

  /**
   * @param slots the stats of the metric's scope
   * @param nodeSlots the stats of the node, which guards refer to
   */
  CompiledMetric(
      Metric metric, SlotTable slots, SlotTable nodeSlots, int firstColumn, int infoColumn) {
    this.metric = metric;
    this.firstColumn = firstColumn;
    this.infoColumn = infoColumn;
    inputs =
        metric.rows().stream()
            .map(row -> row.source().keys().stream().mapToInt(slots::slot).toArray())
            .toArray(int[][]::new);
    plain =
        metric.rows().stream()
            .map(Row::source)
            .mapToInt(source -> source.isPlainStat() ? slots.slot(source.keys().get(0)) : COMPUTED)
            .toArray();
    infoSlots = metric.info().stream().mapToInt(slots::slot).toArray();
    Guard guard = metric.guard();
    guardSlot = guard == null ? -1 : nodeSlots.slot(guard.key());
  }

  /** The columns of its rows in a reading. */
  List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (int r = 0; r < inputs.length; r++) {
      columns.add(new Column(metric, metric.rows().get(r).labelValues(), firstColumn + r));
    }
    return columns;
  }

  /** The texts of a metric made from texts; null if the node reported none of them. */
  String @Nullable [] texts(Reading reading) {
    return reading.info[infoColumn];
  }

  boolean guardHolds(ReadingBuilder stats) {
    Guard guard = metric.guard();
    return guard == null || guard.holds(stats.texts[guardSlot]);
  }

  /** Computes the value of each row into its column. */
  void evaluate(double[] stats, double[] columns) {
    for (int r = 0; r < inputs.length; r++) {
      int slot = plain[r];
      if (slot < 0) {
        columns[firstColumn + r] = compute(r, stats);
      } else if (stats[slot] != StatValue.UNREADABLE) {
        columns[firstColumn + r] = stats[slot];
      }
    }
  }

  private double compute(int row, double[] stats) {
    int[] slots = inputs[row];
    double[] values = new double[slots.length];
    for (int i = 0; i < slots.length; i++) {
      values[i] = stats[slots[i]];
      if (values[i] == StatValue.UNREADABLE) {
        return Double.NaN;
      }
    }
    return metric.rows().get(row).source().formula().of(values);
  }

  boolean isInfo() {
    return infoColumn >= 0;
  }

  /** Stores the texts; one that is missing or a printed null pointer becomes empty. */
  void evaluateInfo(@Nullable String[] texts, @Nullable String[][] columns) {
    String[] values = new String[infoSlots.length];
    for (int i = 0; i < values.length; i++) {
      String text = texts[infoSlots[i]];
      values[i] = text == null || text.equals("(null)") || text.equals("NULL") ? "" : text;
    }
    columns[infoColumn] = values;
  }

  void forEachValue(Reading reading, ValueVisitor visitor) throws IOException {
    if (metric.isListed()) {
      for (ListedSample sample : reading.listed.getOrDefault(metric.name(), List.of())) {
        visitor.listed(sample);
      }
    } else if (isInfo()) {
      String[] values = reading.info[infoColumn];
      if (values != null) {
        visitor.info(values);
      }
    } else if (metric.scope() == Scope.NODE) {
      forEachValue(reading.node, ValueVisitor.NO_SLAB, visitor);
    } else {
      for (int i = 0; i < reading.slabs.length; i++) {
        forEachValue(reading.slabValues[i], reading.slabs[i], visitor);
      }
    }
  }

  private void forEachValue(double[] columns, int slab, ValueVisitor visitor) throws IOException {
    for (int r = 0; r < inputs.length; r++) {
      double value = columns[firstColumn + r];
      if (!Double.isNaN(value)) {
        visitor.value(r, slab, value);
      }
    }
  }
}
