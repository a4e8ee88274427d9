package dev.memfleet.exporter.insight.dump;

import java.util.List;

/**
 * Items that have a prefix or a slab class in common, or all of them.
 *
 * @param name of the prefix, as keys are shown, empty for keys without one; or of the slab class
 * @param bytes of the whole items; 0 where the node does not say them
 * @param chunkBytes of the chunks in which they are
 * @param unfetched those that were never fetched since they were stored
 * @param withoutTtl those that never expire
 * @param forgottenBytes of those that never expire and were never fetched
 * @param ttl how many expire within each {@link Age}
 * @param idle how many were used last within each {@link Age}, at most that long ago
 */
public record Part(
    String name,
    long items,
    long bytes,
    long chunkBytes,
    long unfetched,
    long withoutTtl,
    long forgottenBytes,
    List<Long> ttl,
    List<Long> idle,
    Sizes sizes) {
  /** What stands for all prefixes that are not named. */
  public static final String OTHER = "other";

  public Part {
    ttl = List.copyOf(ttl);
    idle = List.copyOf(idle);
    if (ttl.size() != Age.values().length || idle.size() != Age.values().length) {
      throw new IllegalArgumentException("expected a count for each age");
    }
  }

  /** The sizes of items in bytes, about; 0 where the node does not say them. */
  public record Sizes(long median, long p90, long p99, long largest) {}

  /** Bytes of chunks that hold nothing. */
  public long wastedBytes() {
    return Math.max(0, chunkBytes - bytes);
  }

  /** Which part of the items was never fetched; NaN without items. */
  public double unfetchedRatio() {
    return unfetched / (double) items;
  }

  /** Which part of the items never expires; NaN without items. */
  public double withoutTtlRatio() {
    return withoutTtl / (double) items;
  }
}
