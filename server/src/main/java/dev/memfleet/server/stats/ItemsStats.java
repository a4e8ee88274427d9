package dev.memfleet.server.stats;

import dev.memfleet.server.store.lru.ItemStats;

/** The answer to {@code stats items}: these rows per slab class with items. */
final class ItemsStats {
  /** One class's items, and the other statistics. */
  record Source(Figures figures, ItemStats items) {
    boolean maintained() {
      return figures.options().lru().maintainer();
    }

    long hits(int segment) {
      return figures.server().hits(segment, items.slabClass());
    }
  }

  private ItemsStats() {}

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
      .number("evicted", s -> s.items().evicted())
      .number("evicted_nonzero", s -> s.items().evictedNonzero())
      .number("evicted_time", s -> s.items().evictedTime())
      .number("outofmemory", s -> s.items().outOfMemory())
      .number("tailrepairs", s -> s.items().tailRepairs())
      .number("reclaimed", s -> s.items().reclaimed())
      .number("expired_unfetched", s -> s.items().expiredUnfetched())
      .number("evicted_unfetched", s -> s.items().evictedUnfetched())
      .when(Source::maintained)
      .fixed("evicted_active", "0")
      .always()
      .number("crawler_reclaimed", s -> s.items().crawlerReclaimed())
      .number("crawler_items_checked", s -> s.items().crawlerItemsChecked())
      .number("lrutail_reflocked", s -> s.items().lruTailReflocked())
      .when(Source::maintained)
      .number("moves_to_cold", s -> s.items().movesToCold())
      .number("moves_to_warm", s -> s.items().movesToWarm())
      .number("moves_within_lru", s -> s.items().movesWithinLru())
      .number("direct_reclaims", s -> s.items().directReclaims())
      .number("hits_to_hot", s -> s.hits(0))
      .number("hits_to_warm", s -> s.hits(1))
      .number("hits_to_cold", s -> s.hits(2))
      .number("hits_to_temp", s -> s.hits(3));
  // spotless:on
}
