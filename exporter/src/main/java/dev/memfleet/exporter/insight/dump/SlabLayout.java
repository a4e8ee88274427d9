package dev.memfleet.exporter.insight.dump;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The chunk sizes of a memcached started with a growth factor ({@code -f}). Each class is larger
 * than the previous one by the factor, aligned to 8 bytes, until the next one would reach the
 * largest chunk, which is the last class. There are at most 63 classes, so a small factor leaves a
 * gap before the last. Larger items are split into largest chunks, with the rest in a chunk that
 * fits.
 *
 * @param factor by which classes grow
 * @param smallest bytes of a smallest item besides its header ({@code -n})
 * @param largest chunk in bytes ({@code -o slab_chunk_max})
 */
public record SlabLayout(double factor, int smallest, int largest) {
  private static final int HEADER = 48;
  private static final int CHUNK_HEADER = 48;
  private static final int ALIGNMENT = 8;
  private static final int MAX_CLASSES = 63;
  private static final int PAGE = 1024 * 1024;

  public SlabLayout {
    if (!(factor > 1) || smallest < 1 || largest < HEADER || largest > PAGE) {
      throw new IllegalArgumentException(
          "factor %s, smallest %d, largest %d".formatted(factor, smallest, largest));
    }
  }

  /** The layout defined by a node's settings; empty if they define none. */
  public static Optional<SlabLayout> of(double factor, double smallest, double largest) {
    return factor > 1 && smallest >= 1 && largest >= HEADER && largest <= PAGE
        ? Optional.of(new SlabLayout(factor, (int) smallest, (int) largest))
        : Optional.empty();
  }

  /** The chunk sizes, from the smallest to the largest. */
  public List<Integer> chunkSizes() {
    List<Integer> sizes = new ArrayList<>();
    int size = HEADER + smallest;
    while (sizes.size() < MAX_CLASSES - 1 && size < largest / factor) {
      size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
      sizes.add(size);
      size = (int) (size * factor);
    }
    sizes.add(largest);
    return List.copyOf(sizes);
  }

  /**
   * How items would fit in these chunks.
   *
   * @param bytes of pages, including the tails that no chunk fits in
   * @param classes that would have items
   * @param belowLargest the second largest chunk
   */
  public record Fit(double factor, double bytes, int classes, int belowLargest) {}

  Fit fit(SizeCounts items) {
    List<Integer> sizes = chunkSizes();
    double[] chunks = new double[sizes.size()];
    items.forEach((size, count) -> place(size, count, sizes, chunks));
    double bytes = 0;
    int classes = 0;
    for (int i = 0; i < chunks.length; i++) {
      if (chunks[i] > 0) {
        classes++;
        bytes += chunks[i] * PAGE / (PAGE / sizes.get(i));
      }
    }
    return new Fit(factor, bytes, classes, sizes.get(Math.max(0, sizes.size() - 2)));
  }

  private void place(long size, long count, List<Integer> sizes, double[] chunks) {
    if (size <= largest) {
      chunks[smallestFor(size, sizes)] += count;
      return;
    }
    long whole = size / (largest - CHUNK_HEADER);
    chunks[sizes.size() - 1] += (double) count * whole;
    chunks[smallestFor(size % (largest - CHUNK_HEADER) + CHUNK_HEADER, sizes)] += count;
  }

  private static int smallestFor(long size, List<Integer> sizes) {
    int low = 0;
    int high = sizes.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sizes.get(middle) >= size) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
