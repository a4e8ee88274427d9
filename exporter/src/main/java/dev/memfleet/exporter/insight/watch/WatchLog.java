package dev.memfleet.exporter.insight.watch;

/** Takes what a node says while it is watched, in the order in which it says it. */
public interface WatchLog {
  /** An item was looked up. */
  void get(WatchLine line);

  /** An item was stored, or was not. */
  default void store(WatchLine line) {}

  /** An item was deleted. */
  default void deletion(WatchLine line) {}

  /** An item had to make room for others. */
  default void eviction(WatchLine line) {}

  /** The node left out lines, because its buffer for this watcher was full. */
  default void skipped(long lines) {}
}
