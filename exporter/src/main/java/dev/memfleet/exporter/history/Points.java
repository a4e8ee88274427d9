package dev.memfleet.exporter.history;

import java.util.Arrays;

/**
 * A ring buffer of points in time, each with the values of all series; grows with its contents, up
 * to {@link Retention#MAX_POINTS}. A point without values is a gap.
 */
final class Points {
  private static final int SERIES = HistorySeries.ALL.size();
  private static final int FIRST_SIZE = 15;

  /** Seconds of a point count from 2026, so that they fit in an int. */
  private static final long EPOCH_SECONDS = 1_767_225_600;

  private int[] times = {};
  private short[] values = {};
  private int first;
  private int count;

  void add(long atMillis, double[] point) {
    if (count == times.length && count < Retention.MAX_POINTS) {
      int size = Math.min(Retention.MAX_POINTS, Math.max(FIRST_SIZE, count * 2));
      times = Arrays.copyOf(times, size);
      values = Arrays.copyOf(values, size * SERIES);
    }
    if (count == times.length) {
      first = (first + 1) % count;
      count--;
    }
    int at = (first + count++) % times.length;
    times[at] = (int) (atMillis / 1000 - EPOCH_SECONDS);
    for (int s = 0; s < SERIES; s++) {
      values[at * SERIES + s] = Encoded.of(point[s]);
    }
  }

  /** A copy of the points since a time. */
  HistorySnapshot since(long seconds) {
    int skip = 0;
    while (skip < count && time(skip) < seconds) {
      skip++;
    }
    long[] at = new long[count - skip];
    short[] kept = new short[at.length * SERIES];
    for (int i = 0; i < at.length; i++) {
      at[i] = time(skip + i);
      int row = (first + skip + i) % times.length;
      System.arraycopy(values, row * SERIES, kept, i * SERIES, SERIES);
    }
    return new HistorySnapshot(at, kept);
  }

  private long time(int index) {
    return times[(first + index) % times.length] + EPOCH_SECONDS;
  }

  /** Bytes of its arrays, without their headers. */
  int bytes() {
    return times.length * Integer.BYTES + values.length * Short.BYTES;
  }
}
