package dev.memfleet.exporter.insight.watch;

import org.jspecify.annotations.Nullable;

/**
 * Filters out gets that no client sent. A node looks up the old item before it stores a new one,
 * and logs that as a get of the same key on the same connection, just before the store. So the last
 * get of each connection is held back until the connection's next line shows whether it was real,
 * or until it is a second old.
 *
 * <p>Connections share {@value #PLACES} places; when two collide, the older get counts as real.
 * After lines were lost, stores can no longer be matched with their gets: all held gets are
 * dropped.
 */
public final class RealGets implements WatchLog {
  private static final int PLACES = 16_384;
  private static final long MAX_MICROS = 1_000_000;

  private final WatchLog next;
  private final @Nullable WatchLine[] held = new @Nullable WatchLine[PLACES];
  private long latest;
  private long swept;

  /**
   * @param next receives all lines except those gets
   */
  public RealGets(WatchLog next) {
    this.next = next;
  }

  @Override
  public void get(WatchLine line) {
    sweep(line.micros);
    if (line.connection < 0) {
      next.get(line);
      return;
    }
    int place = line.connection & (PLACES - 1);
    WatchLine before = held[place];
    if (before == null) {
      before = new WatchLine();
      held[place] = before;
    } else if (before.connection >= 0) {
      next.get(before);
    }
    before.copy(line);
  }

  @Override
  public void store(WatchLine line) {
    sweep(line.micros);
    WatchLine before = line.connection < 0 ? null : held[line.connection & (PLACES - 1)];
    if (before != null && before.connection == line.connection) {
      if (before.hash != line.hash) {
        next.get(before);
      }
      before.connection = WatchLine.NONE;
    }
    next.store(line);
  }

  @Override
  public void deletion(WatchLine line) {
    next.deletion(line);
  }

  @Override
  public void eviction(WatchLine line) {
    next.eviction(line);
  }

  @Override
  public void skipped(long lines) {
    for (WatchLine line : held) {
      if (line != null) {
        line.connection = WatchLine.NONE;
      }
    }
    next.skipped(lines);
  }

  /** Passes on the last gets of idle connections, once a second of the node's time. */
  private void sweep(long now) {
    latest = Math.max(latest, now);
    if (latest - swept >= MAX_MICROS) {
      swept = latest;
      release(latest - MAX_MICROS);
    }
  }

  /** Passes on all held gets, at the end. */
  public void flush() {
    release(Long.MAX_VALUE);
  }

  private void release(long until) {
    for (WatchLine line : held) {
      if (line != null && line.connection >= 0 && line.micros <= until) {
        next.get(line);
        line.connection = WatchLine.NONE;
      }
    }
  }
}
