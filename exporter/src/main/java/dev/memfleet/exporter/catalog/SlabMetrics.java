package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.catalog.StatKey.Scope;
import dev.memfleet.exporter.protocol.Section;
import java.util.List;

/** Memory and command metrics of each slab class: {@code stats slabs}. */
final class SlabMetrics extends MetricTable {
  SlabMetrics() {
    super(Section.SLABS, Scope.SLAB);
  }

  // spotless:off
  @Override
  List<Metric> metrics() {
    return List.of(
        gauge("slab_chunk_size_bytes", "Size of a chunk of the class (slabs: chunk_size).").from("chunk_size"),
        gauge("slab_chunks_per_page", "Chunks that a page of the class is cut into (slabs: chunks_per_page).").from("chunks_per_page"),
        gauge("slab_current_pages", "Pages that the class owns (slabs: total_pages).").from("total_pages"),
        gauge("slab_current_chunks", "Chunks that the class owns (slabs: total_chunks).").from("total_chunks"),
        gauge("slab_chunks_used", "Chunks of the class in use (slabs: used_chunks).").from("used_chunks"),
        gauge("slab_chunks_free", "Free chunks of the class (slabs: free_chunks).").from("free_chunks"),
        gauge("slab_chunks_free_end", "Chunks at the end of the class's newest page not yet used (slabs: free_chunks_end).").from("free_chunks_end"),
        gauge("slab_wasted_bytes", "Bytes of the class's chunks that no item occupies; high values mean chunk sizes that do not fit the items (slabs: total_chunks * chunk_size, less items: mem_requested).").from(wasted()),
        counter("slab_commands_total", "Commands of the class by outcome (slabs: {get,delete,incr,decr,cas,touch}_hits, cas_badval; set is cmd_set less the cas stats).", "command", "status")
            .from("get_hits", "get", "hit").from("delete_hits", "delete", "hit").from("incr_hits", "incr", "hit")
            .from("decr_hits", "decr", "hit").from("cas_hits", "cas", "hit").from("touch_hits", "touch", "hit")
            .from("cas_badval", "cas", "badval")
            .from(less("cmd_set", "cas_hits", "cas_badval"), "set", "hit"));
  }
  // spotless:on

  /**
   * Memory in chunks minus what items requested. A class without used chunks is missing in {@code
   * stats items} and wastes all of its memory. The chunks of large items are counted in another
   * class than the items, so the difference can be negative; then it counts as 0.
   */
  private Source wasted() {
    List<StatKey> keys =
        List.of(
            number("total_chunks"),
            number("chunk_size"),
            number("used_chunks"),
            in(Section.ITEMS, number("mem_requested")),
            number("mem_requested"));
    return new Source(
        keys,
        stats -> {
          double requested = Double.isNaN(stats[3]) ? stats[4] : stats[3];
          if (Double.isNaN(requested) && stats[2] == 0) {
            requested = 0;
          }
          return Math.max(0, stats[0] * stats[1] - requested);
        });
  }
}
