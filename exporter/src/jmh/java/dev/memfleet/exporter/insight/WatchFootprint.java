package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.insight.watch.RealGets;
import dev.memfleet.exporter.insight.watch.WatchParser;

/** How much heap a running window takes. */
public final class WatchFootprint {
  private static final int LINES = 2_000_000;

  private WatchFootprint() {}

  /** After two million lines. */
  public static double megabytes() {
    byte[] lines = WatchedLines.of(LINES);
    long before = usedAfterCollection();
    WatchTally tally = WatchedLines.tally();
    WatchParser parser = new WatchParser(new RealGets(tally), text -> {});
    parser.feed(lines, 0, lines.length);
    long bytes = usedAfterCollection() - before;
    if (parser.lines() != LINES || lines.length == 0) {
      throw new IllegalStateException(parser.lines() + " lines of " + LINES);
    }
    return bytes / 1e6;
  }

  private static long usedAfterCollection() {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
