package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.catalog.StatKey.Scope;
import dev.memfleet.exporter.protocol.Section;
import java.util.List;

/** Metrics of extstore (storage on flash), for nodes that use it: {@code stats} of extstore. */
final class ExtstoreMetrics extends MetricTable {
  ExtstoreMetrics() {
    super(Section.STATS, Scope.NODE);
  }

  @Override
  List<Metric> metrics() {
    return rows().stream().map(metric -> metric.whenReported("extstore_limit_maxbytes")).toList();
  }

  // spotless:off
  private List<Metric> rows() {
    return List.of(
        counter("extstore_gets_total", "Gets that read flash (get_extstore).").from("get_extstore"),
        counter("extstore_gets_aborted_total", "Aborted gets from flash (get_aborted_extstore).").from("get_aborted_extstore"),
        counter("extstore_gets_oom_total", "Gets from flash that failed for lack of memory (get_oom_extstore).").from("get_oom_extstore"),
        counter("extstore_misses_total", "Gets from flash whose object no longer existed (miss_from_extstore).").from("miss_from_extstore"),
        counter("extstore_bad_crc_total", "Gets from flash whose checksum was wrong (badcrc_from_extstore).").from("badcrc_from_extstore"),
        counter("extstore_recaches_total", "Items brought back to memory after a get (recache_from_extstore).").from("recache_from_extstore"),
        gauge("extstore_memory_pressure_ratio", "Memory pressure that moves items to flash (extstore_memory_pressure).").from("extstore_memory_pressure"),
        counter("extstore_compact_lost_total", "Objects lost in compaction (extstore_compact_lost).").from("extstore_compact_lost"),
        counter("extstore_compact_rescued_total", "Live objects rewritten by compaction (extstore_compact_rescues).").from("extstore_compact_rescues"),
        counter("extstore_compact_rescued_cold_total", "Live objects rewritten to the cold bucket by compaction (extstore_compact_resc_cold).").from("extstore_compact_resc_cold"),
        counter("extstore_compact_rescued_old_total", "Live objects rewritten to the old bucket by compaction (extstore_compact_resc_old).").from("extstore_compact_resc_old"),
        counter("extstore_compact_skipped_total", "Live objects that compaction dropped because they were not read recently (extstore_compact_skipped).").from("extstore_compact_skipped"),
        counter("extstore_pages_allocated_total", "Pages allocated (extstore_page_allocs).").from("extstore_page_allocs"),
        counter("extstore_pages_evicted_total", "Pages evicted with their objects (extstore_page_evictions).").from("extstore_page_evictions"),
        counter("extstore_pages_reclaimed_total", "Pages that were found empty and freed (extstore_page_reclaims).").from("extstore_page_reclaims"),
        gauge("extstore_pages_free", "Pages free now (extstore_pages_free).").from("extstore_pages_free"),
        gauge("extstore_pages_used", "Pages in use now (extstore_pages_used).").from("extstore_pages_used"),
        counter("extstore_objects_evicted_total", "Objects evicted with their page (extstore_objects_evicted).").from("extstore_objects_evicted"),
        counter("extstore_objects_read_total", "Objects read from flash (extstore_objects_read).").from("extstore_objects_read"),
        counter("extstore_objects_written_total", "Objects written to flash (extstore_objects_written).").from("extstore_objects_written"),
        gauge("extstore_objects_used", "Objects on flash now (extstore_objects_used).").from("extstore_objects_used"),
        counter("extstore_bytes_evicted_total", "Bytes evicted with their page (extstore_bytes_evicted).").from("extstore_bytes_evicted"),
        counter("extstore_bytes_written_total", "Bytes written to flash (extstore_bytes_written).").from("extstore_bytes_written"),
        counter("extstore_bytes_read_total", "Bytes read from flash (extstore_bytes_read).").from("extstore_bytes_read"),
        gauge("extstore_bytes_used", "Bytes of objects on flash now (extstore_bytes_used).").from("extstore_bytes_used"),
        gauge("extstore_bytes_fragmented", "Bytes on flash that no object uses (extstore_bytes_fragmented).").from("extstore_bytes_fragmented"),
        gauge("extstore_bytes_limit", "Bytes that flash storage may hold (extstore_limit_maxbytes).").from("extstore_limit_maxbytes"),
        gauge("extstore_io_queue_depth", "Queued reads and writes of flash (extstore_io_queue).").from("extstore_io_queue"));
  }
  // spotless:on
}
