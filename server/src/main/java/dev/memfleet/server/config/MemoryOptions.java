package dev.memfleet.server.config;

/**
 * How much memory items may take and how it is divided.
 *
 * @param limitMegabytes item memory
 * @param evict evict old items to make room, else refuse new ones
 * @param growthFactor ratio of neighbouring slab classes' chunk sizes
 * @param minItemBytes smallest room for key, value and flags
 * @param maxItemBytes largest item
 * @param chunkMaxBytes largest chunk; larger items take several
 * @param preallocate allocate all memory at the start, and a page for each slab class
 * @param cas items carry a unique number per change
 * @param hashPower initial buckets as a power of two
 * @param hashExpands the index grows
 * @param trackSizes count items by size
 * @param reassignPages pages may move between classes
 * @param automove how eagerly pages move on their own: 0 not, 1 slowly, 2 on every eviction
 * @param automoveRatio idle share from which a page moves
 * @param automoveWindow seconds of history that an automatic move considers
 * @param automoveFreeRatio share of memory kept free
 * @param tailRepairSeconds idle time after which a held item at the tail is dropped; 0 for never
 */
public record MemoryOptions(
    int limitMegabytes,
    boolean evict,
    double growthFactor,
    int minItemBytes,
    int maxItemBytes,
    int chunkMaxBytes,
    boolean preallocate,
    boolean cas,
    int hashPower,
    boolean hashExpands,
    String hashAlgorithm,
    boolean trackSizes,
    boolean reassignPages,
    int automove,
    double automoveRatio,
    int automoveWindow,
    double automoveFreeRatio,
    int tailRepairSeconds) {

  public long limitBytes() {
    return (long) limitMegabytes << 20;
  }
}
