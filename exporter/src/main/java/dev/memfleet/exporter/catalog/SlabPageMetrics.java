package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.catalog.StatKey.Scope;
import dev.memfleet.exporter.protocol.Section;
import java.util.List;

/**
 * Metrics of slab pages that belong to no single class. Most are read from {@code stats}, but as
 * they are named {@code memcached_slab_*}, they belong to the collector {@code slabs}.
 */
final class SlabPageMetrics extends MetricTable {
  SlabPageMetrics() {
    super(Section.STATS, Scope.NODE, Section.SLABS);
  }

  // spotless:off
  @Override
  List<Metric> metrics() {
    return List.of(
        gauge("slab_classes_active", "Slab classes that own pages (slabs: active_slabs).").from(Source.of(in(Section.SLABS, number("active_slabs")))),
        gauge("slab_global_pool_pages", "Slab pages that belong to no class at present (slab_global_page_pool).").from("slab_global_page_pool"),
        counter("slab_pages_moved_total", "Slab pages moved from one class to another (slabs_moved).").from("slabs_moved"),
        gauge("slab_reassign_running", "Whether a slab page is being moved: 1 yes, 0 no (slab_reassign_running).").from("slab_reassign_running"),
        counter("slab_reassign_rescues_total", "Items the page mover copied to another page (slab_reassign_rescues).").from("slab_reassign_rescues"),
        counter("slab_reassign_chunk_rescues_total", "Chunks of large items the page mover copied to another page (slab_reassign_chunk_rescues).").from("slab_reassign_chunk_rescues"),
        counter("slab_reassign_evictions_total", "Items the page mover evicted because no chunk was free (slab_reassign_evictions_nomem).").from("slab_reassign_evictions_nomem"),
        counter("slab_reassign_inline_reclaims_total", "Free chunks the page mover found while it needed one (slab_reassign_inline_reclaim).").from("slab_reassign_inline_reclaim"),
        counter("slab_reassign_busy_items_total", "Items that the page mover retried because they were in use (slab_reassign_busy_items).").from("slab_reassign_busy_items"),
        counter("slab_reassign_busy_deletes_total", "Items that the page mover deleted after too many retries because they stayed in use (slab_reassign_busy_deletes).").from("slab_reassign_busy_deletes"),
        counter("slab_reassign_busy_nomem_total", "Waits of the page mover for free memory (slab_reassign_busy_nomem).").from("slab_reassign_busy_nomem"),
        gauge("slab_reassign_last_busy_info", "Always 1; the label carries what the page mover last waited for (slab_reassign_last_busy_status).", "status")
            .fromTexts(text("slab_reassign_last_busy_status")).whenReported("slab_reassign_last_busy_status"));
  }
  // spotless:on
}
