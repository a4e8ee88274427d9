package dev.memfleet.server.store.slab;

import java.util.ArrayList;
import java.util.List;

/**
 * The chunk sizes of the slab classes 1 to 63: each is larger than the one before by the growth
 * factor, or as the options list them; the last is as large as a chunk may be.
 */
public final class SlabClasses {
  /** Class numbers are below this; 0 is none. */
  public static final int LIMIT = 64;

  private static final int ITEM_HEADER = 48;

  /** Chunk sizes are multiples of this. */
  public static final int ALIGNMENT = 8;

  private static final int SMALLEST = 96; // a free chunk must hold its list's pointers

  private final int itemSizeMax;
  private final int[] chunkSizes; // by class, from 1
  private final byte[] classes; // by size in units of the alignment, rounded up

  public SlabClasses(SlabOptions options) {
    itemSizeMax = options.itemSizeMax();
    chunkSizes = sizes(options);
    classes = new byte[largestChunk() / ALIGNMENT + 1];
    int slabClass = 1;
    for (int units = 0; units < classes.length; units++) {
      while (units * ALIGNMENT > chunkSizes[slabClass]) {
        slabClass++;
      }
      classes[units] = (byte) slabClass;
    }
  }

  private static int[] sizes(SlabOptions options) {
    List<Integer> sizes = new ArrayList<>(List.of(0));
    if (options.sizes().isEmpty()) {
      addGrowing(sizes, options);
    } else {
      options.sizes().forEach(size -> sizes.add(align(size)));
    }
    sizes.add(Math.max(options.chunkMax(), SMALLEST));
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  private static void addGrowing(List<Integer> sizes, SlabOptions options) {
    long size = ITEM_HEADER + (long) options.chunkSize();
    while (sizes.size() < LIMIT - 1 && size < options.chunkMax() / options.growthFactor()) {
      int aligned = align((int) size);
      sizes.add(aligned);
      size = (long) (aligned * options.growthFactor());
    }
  }

  private static int align(int size) {
    return (size + ALIGNMENT - 1) & -ALIGNMENT;
  }

  /** The highest class. */
  public int largest() {
    return chunkSizes.length - 1;
  }

  /** Bytes of the highest class's chunks. */
  public int largestChunk() {
    return chunkSizes[largest()];
  }

  /** Bytes of a class's chunks. */
  public int chunkSize(int slabClass) {
    return chunkSizes[slabClass];
  }

  /** Chunks in a page of a class. */
  public int chunksPerPage(int slabClass) {
    return SlabOptions.PAGE_SIZE / chunkSizes[slabClass];
  }

  /** The class for an item or chunk of this many bytes; 0 if no item may be that large. */
  public int classOf(int size) {
    if (size > itemSizeMax) {
      return 0;
    }
    int units = (size + ALIGNMENT - 1) / ALIGNMENT;
    return units < classes.length ? classes[units] : largest();
  }
}
