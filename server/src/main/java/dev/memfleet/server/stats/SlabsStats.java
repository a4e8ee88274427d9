package dev.memfleet.server.stats;

import dev.memfleet.server.store.slab.SlabStats;
import java.util.function.ToLongFunction;

/** The answer to {@code stats slabs}: these rows per slab class with pages. */
final class SlabsStats {
  /** One class's memory, and the other statistics. */
  record Source(Figures figures, SlabStats slab) {}

  private SlabsStats() {}

  private static ToLongFunction<Source> count(ClassCounter counter) {
    return s -> s.figures().server().get(counter, s.slab().slabClass());
  }

  // spotless:off
  static final StatsTable<Source> TABLE = new StatsTable<Source>()
      .number("chunk_size", s -> s.slab().chunkSize())
      .number("chunks_per_page", s -> s.slab().chunksPerPage())
      .number("total_pages", s -> s.slab().totalPages())
      .number("total_chunks", s -> s.slab().totalChunks())
      .number("used_chunks", s -> s.slab().usedChunks())
      .number("free_chunks", s -> s.slab().freeChunks())
      .fixed("free_chunks_end", "0")
      .number("get_hits", s -> s.figures().server().hits(s.slab().slabClass()))
      .number("cmd_set", count(ClassCounter.CMD_SET))
      .number("delete_hits", count(ClassCounter.DELETE_HITS))
      .number("incr_hits", count(ClassCounter.INCR_HITS))
      .number("decr_hits", count(ClassCounter.DECR_HITS))
      .number("cas_hits", count(ClassCounter.CAS_HITS))
      .number("cas_badval", count(ClassCounter.CAS_BADVAL))
      .number("touch_hits", count(ClassCounter.TOUCH_HITS));
  // spotless:on
}
