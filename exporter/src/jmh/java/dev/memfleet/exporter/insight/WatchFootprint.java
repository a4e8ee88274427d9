package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.insight.watch.RealGets;
import dev.memfleet.exporter.insight.watch.WatchParser;
import java.util.ArrayList;
import java.util.List;

/** How much heap a running window takes, from that of several at a time. */
public final class WatchFootprint {
  private static final int LINES = 500_000;
  private static final int WINDOWS = 8;

  private WatchFootprint() {}

  /** Heap of a window after half a million lines, with the largest number of sampled keys. */
  public static double megabytes() {
    byte[] lines = WatchedLines.of(LINES);
    List<WatchParser> windows = new ArrayList<>();
    windows.add(window(lines));
    long before = usedAfterCollection();
    while (windows.size() <= WINDOWS) {
      windows.add(window(lines));
    }
    return (usedAfterCollection() - before) / 1e6 / (windows.size() - 1);
  }

  private static WatchParser window(byte[] lines) {
    WatchParser parser = new WatchParser(new RealGets(WatchedLines.tally()), text -> {});
    parser.feed(lines, 0, lines.length);
    return parser;
  }

  private static long usedAfterCollection() {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
