package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.insight.Sizes.Window;
import dev.memfleet.exporter.insight.curve.Curve.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Windows of one kind beside what memcached did: one row. */
record AccuracyRow(String name, List<Window> windows) {
  AccuracyRow {
    windows = List.copyOf(windows);
  }

  private static boolean isOne(Window window, int size) {
    return window.memory().get(size) == 1.0;
  }

  /** The errors, without their signs, of the sizes that the windows support, 1 left out. */
  List<Double> errors(IntPredicate wanted) {
    List<Double> errors = new ArrayList<>();
    for (Window window : windows) {
      for (int size = 0; size < window.memory().size(); size++) {
        if (wanted.test(size) && window.point(size).supported() && !isOne(window, size)) {
          errors.add(Math.abs(window.error(size)));
        }
      }
    }
    return errors;
  }

  static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  static double worst(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  /** The most by which a predicted lower bound exceeded the true hit ratio. */
  double highestFloor() {
    double highest = -1;
    for (Window window : windows) {
      for (int size = 0; size < window.memory().size(); size++) {
        highest = window.point(size).supported() ? highest : Math.max(highest, window.error(size));
      }
    }
    return highest;
  }

  /** The number of error intervals that contain the true hit ratio [0], and of all [1]. */
  int[] covered() {
    int[] covered = {0, 0};
    for (Window window : windows) {
      for (int size = 0; size < window.memory().size(); size++) {
        Point point = window.point(size);
        if (point.supported() && !isOne(window, size)) {
          covered[0] += Math.abs(window.error(size)) <= point.error() ? 1 : 0;
          covered[1]++;
        }
      }
    }
    return covered;
  }

  /** Mean and worst error by size, how far the windows reach, how many intervals hold. */
  String markdown() {
    StringJoiner row = new StringJoiner(" | ", "| ", " |");
    row.add(name);
    List<Double> memory = windows.get(0).memory();
    for (int size = 0; size < memory.size(); size++) {
      int at = size;
      if (memory.get(size) == 1.0) {
        continue;
      }
      List<Double> errors = errors(i -> i == at);
      row.add(
          errors.isEmpty()
              ? "-"
              : String.format(Locale.ROOT, "%.3f / %.3f", mean(errors), worst(errors)));
    }
    double[] support =
        windows.stream().mapToDouble(window -> window.curve().support()).sorted().toArray();
    row.add(String.format(Locale.ROOT, "%.1fx", support[support.length / 2]));
    int[] covered = covered();
    row.add(covered[0] + " of " + covered[1]);
    return row.toString();
  }

  static String head(List<Double> memory) {
    StringBuilder head = new StringBuilder("| workload, window |");
    StringBuilder line = new StringBuilder("|---|");
    IntStream.range(0, memory.size())
        .filter(size -> memory.get(size) != 1.0)
        .forEach(
            size -> {
              head.append(String.format(Locale.ROOT, " %sx |", memory.get(size)));
              line.append("---|");
            });
    return head + " supported | within the error |\n" + line + "---|---|";
  }
}
