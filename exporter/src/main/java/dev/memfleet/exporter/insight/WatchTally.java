package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.insight.curve.Capacity;
import dev.memfleet.exporter.insight.curve.Curve;
import dev.memfleet.exporter.insight.curve.Ghosts;
import dev.memfleet.exporter.insight.curve.SurvivalCurve;
import dev.memfleet.exporter.insight.hot.Prefixes;
import dev.memfleet.exporter.insight.hot.SpaceSaving;
import dev.memfleet.exporter.insight.watch.KeyHash;
import dev.memfleet.exporter.insight.watch.WatchLine;
import dev.memfleet.exporter.insight.watch.WatchLog;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of a window: keys and prefixes by gets, keys by bytes sent, and, once the node's
 * memory is known, the hit ratio by memory.
 */
final class WatchTally implements WatchLog {
  private static final int KEYS = 2048;
  private static final int PREFIXES = 512;
  static final int SAMPLED_KEYS = 16_384;
  private static final byte[] NO_PREFIX = new byte[0];

  private final SpaceSaving keys = new SpaceSaving(KEYS);
  private final SpaceSaving bytes = new SpaceSaving(KEYS);
  private final SpaceSaving prefixes = new SpaceSaving(PREFIXES);
  private final Prefixes prefix;

  private @Nullable SurvivalCurve curve;
  private @Nullable Ghosts ghosts;

  WatchTally(Prefixes prefix) {
    this.prefix = prefix;
  }

  /** Starts recording evictions, before the window, for a node with this memory. */
  void beginEvictions(Capacity capacity) {
    if (capacity.bytes() > 0) {
      ghosts = new Ghosts(capacity, SAMPLED_KEYS);
    }
  }

  /** Drops the recorded evictions, because they are incomplete. */
  void dropEvictions() {
    ghosts = null;
  }

  /** Starts the window, for a node with this memory. */
  void begin(Capacity capacity) {
    if (capacity.bytes() > 0) {
      curve = new SurvivalCurve(capacity, SAMPLED_KEYS);
    }
    if (ghosts != null) {
      ghosts.begin();
    }
  }

  Optional<Curve> curve(double hitRatio) {
    Ghosts evicted = ghosts;
    return Optional.ofNullable(curve)
        .map(estimator -> estimator.curve(hitRatio))
        .map(seen -> evicted == null ? seen : evicted.extend(seen, hitRatio));
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
  public void eviction(WatchLine line) {
    if (ghosts != null) {
      ghosts.eviction(line);
    }
  }

  @Override
  public void store(WatchLine line) {
    if (curve != null) {
      curve.store(line);
    }
    if (ghosts != null) {
      ghosts.store(line);
    }
  }

  @Override
  public void deletion(WatchLine line) {
    if (curve != null) {
      curve.deletion(line);
    }
  }

  @Override
  public void get(WatchLine line) {
    if (curve != null) {
      curve.get(line);
    }
    if (ghosts != null) {
      ghosts.get(line);
    }
    byte[] key = line.bytes();
    keys.add(line.hash(), key, line.keyFrom(), line.keyTo(), 1, line.connection());
    if (line.status() == WatchLine.Status.FOUND && line.size() > 0) {
      bytes.add(line.hash(), key, line.keyFrom(), line.keyTo(), line.size(), line.connection());
    }
    prefix.find(key, line.keyFrom(), line.keyTo());
    if (prefix.from() == prefix.to()) {
      prefixes.add(0, NO_PREFIX, 0, 0, 1, line.connection());
    } else {
      long hash = KeyHash.of(key, prefix.from(), prefix.to());
      prefixes.add(hash, key, prefix.from(), prefix.to(), 1, line.connection());
    }
  }
}
