package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.catalog.StatKey.Scope;
import dev.memfleet.exporter.protocol.Section;
import java.util.List;

/** Metrics of the items in each slab class: {@code stats items}. */
final class ItemMetrics extends MetricTable {
  ItemMetrics() {
    super(Section.ITEMS, Scope.SLAB);
  }

  // spotless:off
  @Override
  List<Metric> metrics() {
    return List.of(
        gauge("slab_current_items", "Items in the class now (items: number).").from("number"),
        gauge("slab_hot_items", "Items in the class's HOT LRU (items: number_hot).").from("number_hot"),
        gauge("slab_warm_items", "Items in the class's WARM LRU (items: number_warm).").from("number_warm"),
        gauge("slab_cold_items", "Items in the class's COLD LRU (items: number_cold).").from("number_cold"),
        gauge("slab_temporary_items", "Items in the class's TEMP LRU (items: number_temp).").from("number_temp"),
        gauge("slab_noexp_items", "Items in the class's NOEXP LRU, in old servers (items: number_noexp).").from("number_noexp"),
        gauge("slab_items_age_seconds", "Seconds since the last use of the item at the tail of the class's COLD LRU (items: age).").from("age"),
        gauge("slab_hot_age_seconds", "Seconds since the last use of the item at the tail of the class's HOT LRU (items: age_hot).").from("age_hot"),
        gauge("slab_warm_age_seconds", "Seconds since the last use of the item at the tail of the class's WARM LRU (items: age_warm).").from("age_warm"),
        gauge("slab_mem_requested_bytes", "Bytes that the items of the class occupy in their chunks (items: mem_requested; in old servers slabs: mem_requested).")
            .from(firstOf(number("mem_requested"), in(Section.SLABS, number("mem_requested")))),
        counter("slab_items_evicted_total", "Live items of the class evicted to free memory (items: evicted).").from("evicted"),
        counter("slab_items_evicted_nonzero_total", "Items of the class evicted although they had an expiry time (items: evicted_nonzero).").from("evicted_nonzero"),
        gauge("slab_items_evicted_time_seconds", "Idle seconds of the item most recently evicted from the class; low values mean that the class is short of memory (items: evicted_time).").from("evicted_time"),
        counter("slab_items_evicted_unfetched_total", "Items of the class evicted without ever being fetched (items: evicted_unfetched).").from("evicted_unfetched"),
        counter("slab_items_evicted_active_total", "Items of the class evicted although recently hit (items: evicted_active).").from("evicted_active"),
        counter("slab_items_expired_unfetched_total", "Items of the class that expired without ever being fetched (items: expired_unfetched).").from("expired_unfetched"),
        counter("slab_items_outofmemory_total", "Stores to the class that failed for lack of memory (items: outofmemory).").from("outofmemory"),
        counter("slab_items_reclaimed_total", "Stores to the class that reclaimed the memory of an expired item (items: reclaimed).").from("reclaimed"),
        counter("slab_items_tailrepairs_total", "Items of the class freed because a reference to them had leaked (items: tailrepairs).").from("tailrepairs"),
        counter("slab_items_crawler_reclaimed_total", "Expired items of the class reclaimed by the LRU crawler (items: crawler_reclaimed).").from("crawler_reclaimed"),
        counter("slab_lru_crawler_items_checked_total", "Items of the class checked by the LRU crawler (items: crawler_items_checked).").from("crawler_items_checked"),
        counter("slab_lru_tail_reflocked_total", "Items of the class at an LRU's tail that could not be evicted because they were in use (items: lrutail_reflocked).").from("lrutail_reflocked"),
        counter("slab_direct_reclaims_total", "Times a worker thread had to evict or reclaim an item of the class itself; a high rate means that the LRU maintainer cannot keep up (items: direct_reclaims).").from("direct_reclaims"),
        untyped("slab_items_moves_to_cold", "Items of the class moved from the HOT or WARM to the COLD LRU (items: moves_to_cold).").from("moves_to_cold"),
        untyped("slab_items_moves_to_warm", "Items of the class moved from the HOT or COLD to the WARM LRU (items: moves_to_warm).").from("moves_to_warm"),
        untyped("slab_items_moves_within_lru", "Active items of the class moved back to the head of their LRU (items: moves_within_lru).").from("moves_within_lru"),
        counter("slab_lru_hits_total", "Hits on items of the class by the LRU that held the item (items: hits_to_{hot,warm,cold,temp}).", "lru")
            .from("hits_to_hot", "hot").from("hits_to_warm", "warm").from("hits_to_cold", "cold").from("hits_to_temp", "temporary"));
  }
  // spotless:on
}
