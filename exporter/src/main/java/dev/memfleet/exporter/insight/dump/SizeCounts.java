package dev.memfleet.exporter.insight.dump;

/**
 * A histogram of item sizes: exact up to 32 KiB, in steps of 8 bytes as memcached aligns its
 * chunks; beyond that, in 32 steps per doubling.
 */
final class SizeCounts {
  private static final int STEP = 8;
  private static final int EXACT = 32 * 1024;
  private static final int STEPS = EXACT / STEP + 1;
  private static final int FIRST_OCTAVE = 15;
  private static final int OCTAVES = 16;
  private static final int PARTS_BITS = 5;
  private static final int PARTS = 1 << PARTS_BITS;

  private final long[] counts = new long[STEPS + OCTAVES * PARTS];
  private long total;

  /** Receives each size, rounded up, with its number of items. */
  interface Reader {
    void size(long size, long items);
  }

  void add(long size) {
    total++;
    counts[index(size)]++;
  }

  long total() {
    return total;
  }

  private static int index(long size) {
    if (size <= EXACT) {
      return (int) ((size + STEP - 1) / STEP);
    }
    long last = size - 1;
    int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(last);
    int part = (int) (last >> (octave - PARTS_BITS)) & (PARTS - 1);
    int index = (octave - FIRST_OCTAVE) * PARTS + part;
    return STEPS + Math.min(OCTAVES * PARTS - 1, index);
  }

  private static long size(int index) {
    if (index < STEPS) {
      return (long) index * STEP;
    }
    int octave = FIRST_OCTAVE + (index - STEPS) / PARTS;
    int part = (index - STEPS) % PARTS;
    return (1L << octave) + ((part + 1L) << (octave - PARTS_BITS));
  }

  void forEach(Reader reader) {
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        reader.size(size(i), counts[i]);
      }
    }
  }

  /** The size that this share of the items does not exceed; 0 without items. */
  long quantile(double part) {
    long below = 0;
    for (int i = 0; i < counts.length; i++) {
      below += counts[i];
      if (counts[i] > 0 && below >= part * total) {
        return size(i);
      }
    }
    return 0;
  }

  /** Number of larger items. */
  long above(long size) {
    long above = 0;
    for (int i = index(size) + 1; i < counts.length; i++) {
      above += counts[i];
    }
    return above;
  }
}
