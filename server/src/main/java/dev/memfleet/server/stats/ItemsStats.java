package dev.memfleet.server.stats;

import dev.memfleet.server.store.lru.ItemStats;
import dev.memfleet.server.store.lru.LruCounter;
import java.util.function.ToLongFunction;

/** The answer to {@code stats items}: these rows per slab class with items. */
final class ItemsStats {
  /** One class's items, and the other statistics. */
  record Source(Figures figures, ItemStats items) {
    boolean maintained() {
      return figures.options().store().maintainer();
    }

    long hits(int segment) {
      return figures.server().hits(segment, items.slabClass());
    }
  }

  private ItemsStats() {}

  private static ToLongFunction<Source> lru(LruCounter counter) {
    return s -> s.items().get(counter);
  }

  // spotless:off
  static final StatsTable<Source> TABLE = new StatsTable<Source>()
      .number("number", s -> s.items().number())
      .when(Source::maintained)
      .number("number_hot", s -> s.items().numberHot())
      .number("number_warm", s -> s.items().numberWarm())
      .number("number_cold", s -> s.items().numberCold())
      .when(s -> s.maintained() && s.figures().engine().lruTuning().temporary())
      .number("number_temp", s -> s.items().numberTemp())
      .when(Source::maintained)
      .number("age_hot", s -> s.items().ageHot())
      .number("age_warm", s -> s.items().ageWarm())
      .always()
      .number("age", s -> s.items().age())
      .number("mem_requested", s -> s.items().memRequested())
      .number("evicted", lru(LruCounter.EVICTED))
      .number("evicted_nonzero", lru(LruCounter.EVICTED_NONZERO))
      .number("evicted_time", s -> s.items().counters().evictedTime())
      .number("outofmemory", lru(LruCounter.OUT_OF_MEMORY))
      .fixed("tailrepairs", "0")
      .number("reclaimed", lru(LruCounter.RECLAIMED))
      .number("expired_unfetched", lru(LruCounter.EXPIRED_UNFETCHED))
      .number("evicted_unfetched", lru(LruCounter.EVICTED_UNFETCHED))
      .when(Source::maintained)
      .fixed("evicted_active", "0")
      .always()
      .number("crawler_reclaimed", lru(LruCounter.CRAWLER_RECLAIMED))
      .number("crawler_items_checked", lru(LruCounter.CRAWLER_ITEMS_CHECKED))
      .number("lrutail_reflocked", lru(LruCounter.LRU_TAIL_REFLOCKED))
      .when(Source::maintained)
      .number("moves_to_cold", lru(LruCounter.MOVES_TO_COLD))
      .number("moves_to_warm", lru(LruCounter.MOVES_TO_WARM))
      .number("moves_within_lru", lru(LruCounter.MOVES_WITHIN_LRU))
      .number("direct_reclaims", lru(LruCounter.DIRECT_RECLAIMS))
      .number("hits_to_hot", s -> s.hits(0))
      .number("hits_to_warm", s -> s.hits(1))
      .number("hits_to_cold", s -> s.hits(2))
      .number("hits_to_temp", s -> s.hits(3));
  // spotless:on
}
