package dev.memfleet.server.store;

import dev.memfleet.server.store.lru.CrawlerTuning;
import dev.memfleet.server.store.lru.LruTuning;
import dev.memfleet.server.store.slab.SlabOptions;

/**
 * How a store is built.
 *
 * @param slabs pages, chunk classes and the memory limit
 * @param evict false answers "out of memory" instead of evicting ({@code -M})
 * @param cas false leaves the 8 bytes of the cas id out of items ({@code -C})
 * @param hashPower log2 of the index's initial size ({@code -o hashpower}); memcached's default is
 *     16
 * @param hashExpand false keeps the index at that size ({@code -o no_hashexpand})
 * @param maintainer whether a thread ages the LRUs ({@code -o no_lru_maintainer})
 * @param lru the segments' shares; changed later by {@link Store#tune(LruTuning)}
 * @param crawler the crawler's pace; changed later by {@link Store#tune(CrawlerTuning)}
 * @param trackSizes keeps a histogram of item sizes ({@code -o track_sizes})
 */
public record StoreOptions(
    SlabOptions slabs,
    boolean evict,
    boolean cas,
    int hashPower,
    boolean hashExpand,
    boolean maintainer,
    LruTuning lru,
    CrawlerTuning crawler,
    boolean trackSizes) {

  /** Checks the ranges memcached accepts. */
  public StoreOptions {
    if (hashPower < 12 || hashPower > 32) {
      throw new IllegalArgumentException("hash power " + hashPower + " not in 12..32");
    }
  }

  /** memcached's defaults with the given memory limit in bytes. */
  public static StoreOptions ofMaxBytes(long maxBytes) {
    return new StoreOptions(
        SlabOptions.ofMaxBytes(maxBytes),
        true,
        true,
        16,
        true,
        true,
        LruTuning.DEFAULT,
        CrawlerTuning.DEFAULT,
        false);
  }
}
