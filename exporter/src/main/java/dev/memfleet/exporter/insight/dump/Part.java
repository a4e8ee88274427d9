package dev.memfleet.exporter.insight.dump;

import java.util.List;

/**
 * The sums over the items with a common prefix or slab class, or over all items.
 *
 * @param name of the prefix, as keys are shown, empty for keys without one; or of the slab class
 * @param bytes of the whole items; 0 if the node does not report them
 * @param chunkBytes of the chunks that they occupy
 * @param unfetched those that were never fetched since they were stored
 * @param withoutTtl those that never expire
 * @param forgottenBytes bytes of the items that never expire and were never fetched
 * @param unreadBytes estimated part of {@code forgottenBytes} that will be evicted without a read
 * @param unreadError error bound of {@code unreadBytes}
 * @param ttl number of items that expire within each {@link Age}
 * @param idle number of items last used within each {@link Age}
 */
public record Part(
    String name,
    long items,
    long bytes,
    long chunkBytes,
    long unfetched,
    long withoutTtl,
    long forgottenBytes,
    long unreadBytes,
    long unreadError,
    List<Long> ttl,
    List<Long> idle,
    Sizes sizes) {
  /** The name for all prefixes that are not listed. */
  public static final String OTHER = "other";

  public Part {
    ttl = List.copyOf(ttl);
    idle = List.copyOf(idle);
    if (ttl.size() != Age.values().length || idle.size() != Age.values().length) {
      throw new IllegalArgumentException("expected a count for each age");
    }
  }

  /** Approximate sizes of items in bytes; 0 if the node does not report them. */
  public record Sizes(long median, long p90, long p99, long largest) {}

  /** Unused bytes of the chunks. */
  public long wastedBytes() {
    return Math.max(0, chunkBytes - bytes);
  }

  /** The share of items never fetched; NaN without items. */
  public double unfetchedRatio() {
    return unfetched / (double) items;
  }

  /** The share of items that never expire; NaN without items. */
  public double withoutTtlRatio() {
    return withoutTtl / (double) items;
  }
}
