package dev.memfleet.exporter.status;

import dev.memfleet.exporter.catalog.Catalog;
import dev.memfleet.exporter.catalog.Column;
import dev.memfleet.exporter.catalog.Reading;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One slab class of a node at its last poll; NaN for what the node does not report. */
public record SlabClass(
    int number,
    double chunkSize,
    double pages,
    double chunks,
    double usedChunks,
    double items,
    double wastedBytes,
    double evictions,
    double evictedAge,
    double hot,
    double warm,
    double cold,
    double getHits,
    double sets) {
  // spotless:off
  private static final Column CHUNK_SIZE = column("memcached_slab_chunk_size_bytes");
  private static final Column PAGES = column("memcached_slab_current_pages");
  private static final Column CHUNKS = column("memcached_slab_current_chunks");
  private static final Column USED = column("memcached_slab_chunks_used");
  private static final Column ITEMS = column("memcached_slab_current_items");
  private static final Column WASTED = column("memcached_slab_wasted_bytes");
  private static final Column EVICTIONS = column("memcached_slab_items_evicted_total");
  private static final Column EVICTED_AGE = column("memcached_slab_items_evicted_time_seconds");
  private static final Column HOT = column("memcached_slab_hot_items");
  private static final Column WARM = column("memcached_slab_warm_items");
  private static final Column COLD = column("memcached_slab_cold_items");
  private static final Column GET_HITS = column("memcached_slab_commands_total", "get", "hit");
  private static final Column SETS = column("memcached_slab_commands_total", "set", "hit");
  // spotless:on

  private static Column column(String metric, String... labelValues) {
    return Catalog.ALL.column(metric, labelValues);
  }

  /** The classes that own pages. */
  public static List<SlabClass> of(@Nullable Reading reading) {
    List<SlabClass> classes = new ArrayList<>();
    for (int i = 0; reading != null && i < reading.slabs(); i++) {
      if (PAGES.of(reading, i) > 0) {
        classes.add(
            new SlabClass(
                reading.slab(i),
                CHUNK_SIZE.of(reading, i),
                PAGES.of(reading, i),
                CHUNKS.of(reading, i),
                USED.of(reading, i),
                ITEMS.of(reading, i),
                WASTED.of(reading, i),
                EVICTIONS.of(reading, i),
                EVICTED_AGE.of(reading, i),
                HOT.of(reading, i),
                WARM.of(reading, i),
                COLD.of(reading, i),
                GET_HITS.of(reading, i),
                SETS.of(reading, i)));
      }
    }
    return classes;
  }

  /** The share of its chunks in use. */
  public double used() {
    return chunks > 0 ? usedChunks / chunks : 0;
  }
}
