package dev.memfleet.exporter.insight.watch;

/** Receives the lines of a watched node, in the order in which it sends them. */
public interface WatchLog {
  /** An item was looked up. */
  void get(WatchLine line);

  /** An item was stored, or the store failed. */
  default void store(WatchLine line) {}

  /** An item was deleted. */
  default void deletion(WatchLine line) {}

  /** An item was evicted. */
  default void eviction(WatchLine line) {}

  /** The node dropped lines, because its buffer for this watcher was full. */
  default void skipped(long lines) {}
}
