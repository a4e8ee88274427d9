package dev.memfleet.exporter.insight;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.memfleet.exporter.insight.curve.Capacity;
import dev.memfleet.exporter.insight.hot.Prefixes;
import dev.memfleet.exporter.load.Workload;
import dev.memfleet.exporter.load.Workload.Kind;
import java.util.Collections;

/** The lines of a window, as memcached 1.6.18 sends them. */
final class WatchedLines {
  private static final int MICROS = 1_000_000;
  private static final int CLASSES = 23;

  private WatchedLines() {}

  static byte[] of(int lines) {
    Workload load = new Workload(Kind.ZIPF, 1, 1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      int key = load.next();
      text.append("ts=1795665276.").append(i % MICROS).append(" gid=").append(i);
      text.append(" type=item_get key=user%3A").append(key).append(" status=found clsid=");
      text.append(1 + key % CLASSES).append(" cfd=").append(20 + i % 50);
      text.append(" size=").append(load.size(key)).append('\n');
    }
    return text.toString().getBytes(US_ASCII);
  }

  /** The tally of a window, before the first line. */
  static WatchTally tally() {
    WatchTally tally = new WatchTally(Prefixes.byDefault());
    tally.begin(new Capacity(80_000_000, 80, CLASSES, Collections.nCopies(CLASSES + 1, 400), true));
    return tally;
  }
}
