package dev.memfleet.exporter.history;

/** A copy of what a history holds: points in time, each with the values of all series. */
public final class Past {
  private final long[] seconds;
  private final short[] values;

  Past(long[] seconds, short[] values) {
    this.seconds = seconds;
    this.values = values;
  }

  /** Number of points. */
  public int size() {
    return seconds.length;
  }

  /** When a point was, as Unix time. */
  public long second(int point) {
    return seconds[point];
  }

  /** A value; NaN for a gap. */
  public double value(Plotted series, int point) {
    double value = Encoded.decoded(values[point * Plotted.ALL.size() + series.column()]);
    return series.isWhole() ? Math.rint(value) : value;
  }

  /** The part of the gets that hit; NaN for a gap, and where there were none. */
  public double hitRatio(int point) {
    return Plotted.hitRatio(value(Plotted.GET_HITS, point), value(Plotted.GET_MISSES, point));
  }

  /** What clients asked for in a second, of all commands; NaN for a gap. */
  public double operations(int point) {
    return Plotted.operations(series -> value(series, point));
  }
}
