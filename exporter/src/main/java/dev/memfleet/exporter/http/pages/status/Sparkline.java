package dev.memfleet.exporter.http.pages.status;

import dev.memfleet.exporter.history.HistorySnapshot;
import java.util.function.IntToDoubleFunction;

/** A sparkline as an SVG path, interrupted at gaps. */
final class Sparkline {
  static final int WIDTH = 84;
  static final int HEIGHT = 22;

  private Sparkline() {}

  /**
   * The path in a box of {@link #WIDTH} and {@link #HEIGHT}.
   *
   * @param from the time at the left edge, as Unix time
   */
  static String path(HistorySnapshot past, IntToDoubleFunction value, long from, long to) {
    return path(past, value, from, to, most(past, value), WIDTH, HEIGHT);
  }

  /**
   * The path in a box of the given size.
   *
   * @param most the value at the upper edge
   */
  static String path(
      HistorySnapshot past,
      IntToDoubleFunction value,
      long from,
      long to,
      double most,
      int width,
      int height) {
    StringBuilder path = new StringBuilder();
    boolean down = false;
    for (int i = 0; i < past.size(); i++) {
      double y = value.applyAsDouble(i);
      if (Double.isNaN(y)) {
        down = false;
        continue;
      }
      double x = (double) (past.second(i) - from) * width / Math.max(1, to - from);
      double share = most > 0 ? y / most : 0;
      path.append(down ? 'L' : 'M')
          .append(number(x))
          .append(' ')
          .append(number(1 + (height - 2) * (1 - share)));
      if (!down && (i + 1 == past.size() || Double.isNaN(value.applyAsDouble(i + 1)))) {
        path.append("h1");
      }
      down = true;
    }
    return path.toString();
  }

  static double most(HistorySnapshot past, IntToDoubleFunction value) {
    double most = 0;
    for (int i = 0; i < past.size(); i++) {
      double y = value.applyAsDouble(i);
      most = y > most ? y : most;
    }
    return most;
  }

  private static String number(double value) {
    long tenths = Math.round(value * 10);
    return tenths % 10 == 0
        ? Long.toString(tenths / 10)
        : tenths / 10 + "." + Math.abs(tenths % 10);
  }
}
