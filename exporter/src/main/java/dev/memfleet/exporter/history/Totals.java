package dev.memfleet.exporter.history;

import dev.memfleet.exporter.catalog.Catalog;
import dev.memfleet.exporter.catalog.Column;
import dev.memfleet.exporter.catalog.Reading;
import java.time.Duration;
import java.util.Arrays;

/** The values of the plotted series in one poll, with counters not yet converted to rates. */
final class Totals {
  private static final Column UPTIME = Catalog.ALL.column("memcached_uptime_seconds");
  private static final int COUNT = HistorySeries.ALL.size();

  final long atMillis;
  private final double[] values = new double[COUNT];
  private final double uptime;

  Totals(long atMillis, Reading reading, Duration roundTrip) {
    this.atMillis = atMillis;
    for (HistorySeries series : HistorySeries.ALL) {
      values[series.column()] =
          series == HistorySeries.ROUND_TRIP ? roundTrip.toNanos() / 1e9 : series.in(reading);
    }
    uptime = UPTIME.of(reading);
  }

  static double[] none() {
    double[] none = new double[COUNT];
    Arrays.fill(none, Double.NaN);
    return none;
  }

  /** The values to plot without an earlier poll: no rates. */
  double[] withoutRates() {
    double[] plotted = values.clone();
    for (HistorySeries series : HistorySeries.ALL) {
      if (series.isRate()) {
        plotted[series.column()] = Double.NaN;
      }
    }
    return plotted;
  }

  /** The values to plot with rates since an earlier poll; no rates after a restart. */
  double[] since(Totals before) {
    double seconds = (atMillis - before.atMillis) / 1e3;
    if (seconds <= 0 || isRestartAfter(before)) {
      return withoutRates();
    }
    double[] plotted = values.clone();
    for (HistorySeries series : HistorySeries.ALL) {
      int i = series.column();
      if (series.isRate()) {
        plotted[i] = (values[i] - before.values[i]) / seconds;
      }
    }
    return plotted;
  }

  /** A counter that decreased was reset, and so were all others. */
  private boolean isRestartAfter(Totals before) {
    if (uptime < before.uptime) {
      return true;
    }
    for (HistorySeries series : HistorySeries.ALL) {
      if (series.isRate() && values[series.column()] < before.values[series.column()]) {
        return true;
      }
    }
    return false;
  }
}
