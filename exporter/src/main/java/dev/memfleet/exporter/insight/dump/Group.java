package dev.memfleet.exporter.insight.dump;

import dev.memfleet.exporter.insight.dump.Part.Sizes;
import java.util.Arrays;
import java.util.List;

/**
 * Sums over a group of items. Sizes are counted in four buckets per doubling, so that a quantile is
 * accurate to a tenth.
 */
final class Group {
  private static final int BUCKETS = 4 * Integer.SIZE;

  private final byte[] name;
  private final long[] ttl = new long[Age.values().length];
  private final long[] idleCounts = new long[Age.values().length];
  private final int[] sizes = new int[BUCKETS];
  private final UnreadAges unread = new UnreadAges();
  private long items;
  private long bytes;
  private long chunkBytes;
  private long unfetched;
  private long withoutTtl;
  private long forgottenBytes;
  private long largest;

  /**
   * @param name of the prefix, as the node sends it; empty for none
   */
  Group(byte[] name) {
    this.name = name;
  }

  byte[] name() {
    return name;
  }

  long items() {
    return items;
  }

  /** The weight by which groups are ranked: bytes, or items if bytes are unknown. */
  long weight() {
    return bytes > 0 ? bytes : items;
  }

  /**
   * @param size negative if unknown
   * @param ttlAge the number of an {@link Age}, negative for none
   * @param idle seconds since it was used
   */
  void add(long size, long chunk, int ttlAge, long idle, boolean fetched) {
    items++;
    if (ttlAge < 0) {
      withoutTtl++;
    } else {
      ttl[ttlAge]++;
    }
    idleCounts[Age.indexOf(idle)]++;
    if (!fetched) {
      unfetched++;
    }
    if (size > 0) {
      bytes += size;
      chunkBytes += chunk;
      sizes[bucket(size)]++;
      largest = Math.max(largest, size);
      if (!fetched && ttlAge < 0) {
        forgottenBytes += size;
        unread.add(idle);
      }
    }
  }

  void add(Group other) {
    items += other.items;
    bytes += other.bytes;
    chunkBytes += other.chunkBytes;
    unfetched += other.unfetched;
    withoutTtl += other.withoutTtl;
    forgottenBytes += other.forgottenBytes;
    unread.add(other.unread);
    largest = Math.max(largest, other.largest);
    for (int i = 0; i < ttl.length; i++) {
      ttl[i] += other.ttl[i];
      idleCounts[i] += other.idleCounts[i];
    }
    for (int i = 0; i < BUCKETS; i++) {
      sizes[i] += other.sizes[i];
    }
  }

  Part part(String shown) {
    UnreadAges.Share never = unread.neverRead();
    return new Part(
        shown,
        items,
        bytes,
        chunkBytes,
        unfetched,
        withoutTtl,
        forgottenBytes,
        Math.round(forgottenBytes * never.estimate()),
        Math.round(forgottenBytes * never.error()),
        boxed(ttl),
        boxed(idleCounts),
        new Sizes(quantile(0.5), quantile(0.9), quantile(0.99), largest));
  }

  private static List<Long> boxed(long[] counts) {
    return Arrays.stream(counts).boxed().toList();
  }

  /** Bucket number: the doubling, and the two bits below the highest. */
  private static int bucket(long size) {
    int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(size);
    int quarter = octave < 2 ? 0 : (int) (size >> (octave - 2)) & 3;
    return Math.min(BUCKETS - 1, 4 * octave + quarter);
  }

  private static double lowest(int bucket) {
    return Math.scalb(1 + bucket % 4 / 4.0, bucket / 4);
  }

  /** The size that this share of the items does not exceed. */
  private long quantile(double part) {
    long all = 0;
    for (int count : sizes) {
      all += count;
    }
    double rest = part * all;
    for (int i = 0; i < BUCKETS; i++) {
      if (sizes[i] > 0 && rest <= sizes[i]) {
        double within = lowest(i) + (lowest(i + 1) - lowest(i)) * rest / sizes[i];
        return Math.min(largest, Math.round(within));
      }
      rest -= sizes[i];
    }
    return largest;
  }
}
