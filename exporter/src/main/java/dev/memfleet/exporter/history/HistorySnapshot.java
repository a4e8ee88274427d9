package dev.memfleet.exporter.history;

/** A copy of a node's history: points in time, each with the values of all series. */
public final class HistorySnapshot {
  private final long[] seconds;
  private final short[] values;

  HistorySnapshot(long[] seconds, short[] values) {
    this.seconds = seconds;
    this.values = values;
  }

  /** Number of points. */
  public int size() {
    return seconds.length;
  }

  /** The Unix time of a point. */
  public long second(int point) {
    return seconds[point];
  }

  /** A value; NaN for a gap. */
  public double value(HistorySeries series, int point) {
    double value = Encoded.decoded(values[point * HistorySeries.ALL.size() + series.column()]);
    return series.isWhole() ? Math.rint(value) : value;
  }

  /** The hit ratio of the gets; NaN for a gap, or without gets. */
  public double hitRatio(int point) {
    return HistorySeries.hitRatio(
        value(HistorySeries.GET_HITS, point), value(HistorySeries.GET_MISSES, point));
  }

  /** Operations per second, summed over all commands; NaN for a gap. */
  public double operations(int point) {
    return HistorySeries.operations(series -> value(series, point));
  }
}
