package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.insight.hot.Prefixes;
import dev.memfleet.exporter.insight.hot.SpaceSaving;
import dev.memfleet.exporter.insight.watch.KeyHash;
import dev.memfleet.exporter.insight.watch.WatchLine;
import dev.memfleet.exporter.insight.watch.WatchLog;

/** What is counted of a window's lines: keys and prefixes by gets, keys by bytes sent. */
final class WatchTally implements WatchLog {
  private static final int KEYS = 2048;
  private static final int PREFIXES = 512;
  private static final byte[] NO_PREFIX = new byte[0];

  private final SpaceSaving keys = new SpaceSaving(KEYS);
  private final SpaceSaving bytes = new SpaceSaving(KEYS);
  private final SpaceSaving prefixes = new SpaceSaving(PREFIXES);
  private final Prefixes prefix;

  WatchTally(Prefixes prefix) {
    this.prefix = prefix;
  }

  SpaceSaving keys() {
    return keys;
  }

  SpaceSaving bytes() {
    return bytes;
  }

  SpaceSaving prefixes() {
    return prefixes;
  }

  @Override
  public void get(WatchLine line) {
    byte[] key = line.bytes();
    keys.add(line.hash(), key, line.keyFrom(), line.keyTo(), 1, line.connection());
    if (line.status() == WatchLine.Status.FOUND && line.size() > 0) {
      bytes.add(line.hash(), key, line.keyFrom(), line.keyTo(), line.size(), line.connection());
    }
    int end = prefix.end(key, line.keyFrom(), line.keyTo());
    if (end == line.keyFrom()) {
      prefixes.add(0, NO_PREFIX, 0, 0, 1, line.connection());
    } else {
      long hash = KeyHash.of(key, line.keyFrom(), end);
      prefixes.add(hash, key, line.keyFrom(), end, 1, line.connection());
    }
  }
}
