package dev.memfleet.exporter.insight.dump;

import java.util.stream.LongStream;

/**
 * How the items of a dump are distributed.
 *
 * @param bytes of the whole item; without items if the node does not report sizes
 * @param ttlSeconds until the item expires; without those that never do
 * @param idleSeconds since the item was last used, at most
 */
public record Distributions(Histogram bytes, Histogram ttlSeconds, Histogram idleSeconds) {
  /** Counts items. */
  static final class Counter {
    /** 64 bytes to 1 MiB. */
    private final Histogram.Counter bytes =
        new Histogram.Counter(LongStream.iterate(64, size -> size * 2).limit(15).toArray());

    private final Histogram.Counter ttlSeconds = seconds();
    private final Histogram.Counter idleSeconds = seconds();

    /** Ten seconds to a week. */
    private static Histogram.Counter seconds() {
      return new Histogram.Counter(10, 60, 600, 3600, 21_600, 86_400, 604_800);
    }

    /**
     * @param size not positive if unknown
     * @param idle seconds since the item was last used
     */
    void add(long size, long idle) {
      if (size > 0) {
        bytes.add(size);
      }
      idleSeconds.add(idle);
    }

    void addTtl(long seconds) {
      ttlSeconds.add(seconds);
    }

    Distributions distributions() {
      return new Distributions(bytes.histogram(), ttlSeconds.histogram(), idleSeconds.histogram());
    }
  }
}
