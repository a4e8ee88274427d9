package dev.memfleet.server.stats;

import dev.memfleet.server.store.slab.SlabStats;

/** The answer to {@code stats slabs}: these rows per slab class with pages. */
final class SlabsStats {
  /** One class's memory, and the other statistics. */
  record Source(Figures figures, SlabStats slab) {
    long get(ClassCounter counter) {
      return figures.server().get(counter, slab.slabClass());
    }
  }

  private SlabsStats() {}

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
      .number("cmd_set", s -> s.get(ClassCounter.CMD_SET))
      .number("delete_hits", s -> s.get(ClassCounter.DELETE_HITS))
      .number("incr_hits", s -> s.get(ClassCounter.INCR_HITS))
      .number("decr_hits", s -> s.get(ClassCounter.DECR_HITS))
      .number("cas_hits", s -> s.get(ClassCounter.CAS_HITS))
      .number("cas_badval", s -> s.get(ClassCounter.CAS_BADVAL))
      .number("touch_hits", s -> s.get(ClassCounter.TOUCH_HITS));
  // spotless:on
}
