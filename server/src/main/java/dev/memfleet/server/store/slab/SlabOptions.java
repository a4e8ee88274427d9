package dev.memfleet.server.store.slab;

import java.util.List;

/**
 * How memory is divided.
 *
 * @param maxBytes memory for items ({@code -m}); 0 for no limit
 * @param itemSizeMax the largest item ({@code -I}), in bytes
 * @param chunkSize room for key, value and flags in the smallest chunk ({@code -n})
 * @param growthFactor from one class's chunk size to the next ({@code -f}), above 1
 * @param sizes bytes of the chunks of all classes but the last ({@code -o slab_sizes}); empty for
 *     those that follow from the smallest chunk and the growth factor
 * @param chunkMax the largest chunk ({@code -o slab_chunk_max}); larger items chain chunks
 * @param preallocate allocate everything at the start ({@code -L})
 * @param reassign pages may change class ({@code -o no_slab_reassign})
 */
public record SlabOptions(
    long maxBytes,
    int itemSizeMax,
    int chunkSize,
    double growthFactor,
    List<Integer> sizes,
    int chunkMax,
    boolean preallocate,
    boolean reassign) {
  /** Bytes of a page. */
  public static final int PAGE_SIZE = 1024 * 1024;

  /** Checks that the options are consistent. */
  public SlabOptions {
    if (growthFactor <= 1.0) {
      throw new IllegalArgumentException("growth factor must be above 1: " + growthFactor);
    }
    if (chunkMax <= 0 || chunkMax > PAGE_SIZE || chunkMax > itemSizeMax) {
      throw new IllegalArgumentException("chunk size out of range: " + chunkMax);
    }
    if (chunkSize <= 0) {
      throw new IllegalArgumentException("smallest chunk out of range: " + chunkSize);
    }
  }

  /** memcached's defaults with the given limit. */
  public static SlabOptions ofMaxBytes(long maxBytes) {
    return new SlabOptions(maxBytes, PAGE_SIZE, 48, 1.25, List.of(), PAGE_SIZE / 2, false, true);
  }
}
