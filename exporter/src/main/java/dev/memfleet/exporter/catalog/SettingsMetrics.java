package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.catalog.StatKey.Scope;
import dev.memfleet.exporter.protocol.Section;
import java.util.List;

/**
 * Metrics of a node's settings: {@code stats settings}. Paths of keys, certificates and password
 * files are never exposed.
 */
final class SettingsMetrics extends MetricTable {
  SettingsMetrics() {
    super(Section.SETTINGS, Scope.NODE);
  }

  // spotless:off
  @Override
  List<Metric> metrics() {
    return List.of(
        lruCrawler(gauge("lru_crawler_enabled", "Whether the LRU crawler is switched on: always 1, absent when it is off (settings: lru_crawler).").from(flag("lru_crawler"))),
        lruCrawler(gauge("lru_crawler_sleep", "Microseconds that the LRU crawler sleeps between batches of items (settings: lru_crawler_sleep).").from("lru_crawler_sleep")),
        lruCrawler(gauge("lru_crawler_to_crawl", "Items of a class that the LRU crawler checks in one run, 0 for all (settings: lru_crawler_tocrawl).").from("lru_crawler_tocrawl")),
        lruCrawler(gauge("lru_crawler_maintainer_thread", "Whether the LRU maintainer thread is switched on: 1 yes, 0 no (settings: lru_maintainer_thread).").from(flag("lru_maintainer_thread"))),
        lruCrawler(gauge("lru_crawler_hot_percent", "Share of a class's memory kept for the HOT LRU, in percent (settings: hot_lru_pct).").from("hot_lru_pct")),
        lruCrawler(gauge("lru_crawler_warm_percent", "Share of a class's memory kept for the WARM LRU, in percent (settings: warm_lru_pct).").from("warm_lru_pct")),
        lruCrawler(gauge("lru_crawler_hot_max_factor", "Age up to which items stay in the HOT LRU, as a multiple of the COLD LRU's age (settings: hot_max_factor).").from("hot_max_factor")),
        lruCrawler(gauge("lru_crawler_warm_max_factor", "Age up to which items stay in the WARM LRU, as a multiple of the COLD LRU's age (settings: warm_max_factor).").from("warm_max_factor")),

        gauge("settings_item_size_max_bytes", "Size limit of an item (settings: item_size_max).").from("item_size_max"),
        gauge("settings_min_chunk_size_bytes", "Smallest space for key, flags and value (settings: chunk_size).").from("chunk_size"),
        gauge("settings_growth_factor", "Ratio of the chunk sizes of two consecutive slab classes (settings: growth_factor).").from("growth_factor"),
        gauge("settings_slab_chunk_max_bytes", "Size limit of a chunk; larger items take several (settings: slab_chunk_max).").from("slab_chunk_max"),
        gauge("settings_slab_automove_mode", "Automatic moving of pages between classes: 0 off, 1 slow, 2 at each eviction (settings: slab_automove).").from("slab_automove"),
        gauge("settings_slab_automove_ratio", "A class whose items are younger than this part of the oldest class's age gets pages (settings: slab_automove_ratio).").from("slab_automove_ratio"),
        gauge("settings_slab_automove_window", "Number of samples on which the page mover bases its decisions (settings: slab_automove_window).").from("slab_automove_window"),
        gauge("settings_slab_automove_free_ratio", "Part of the memory kept free for writing to flash (settings: slab_automove_freeratio).").from("slab_automove_freeratio"),
        gauge("settings_hash_power_init", "Size of the hash table at the start as a power of two, 0 for the default (settings: hashpower_init).").from("hashpower_init"),
        gauge("settings_threads", "Worker threads configured (settings: num_threads).").from("num_threads"),
        gauge("settings_threads_per_udp", "Worker threads that listen on each UDP socket (settings: num_threads_per_udp).").from("num_threads_per_udp"),
        gauge("settings_requests_per_event", "Requests served on a connection before it yields to others (settings: reqs_per_event).").from("reqs_per_event"),
        gauge("settings_tcp_port", "TCP port, 0 for none (settings: tcpport).").from("tcpport"),
        gauge("settings_udp_port", "UDP port, 0 for none (settings: udpport).").from("udpport"),
        gauge("settings_tcp_backlog", "Length of the queue of connections to be accepted (settings: tcp_backlog).").from("tcp_backlog"),
        gauge("settings_napi_ids", "Number of NAPI ids by which connections are assigned to workers (settings: num_napi_ids).").from("num_napi_ids"),
        gauge("settings_verbosity", "Log verbosity, 0 to 4 (settings: verbosity).").from("verbosity"),
        gauge("settings_tail_repair_seconds", "Age after which an item with a leaked reference is freed, 0 for never (settings: tail_repair_time).").from("tail_repair_time"),
        gauge("settings_temporary_ttl_seconds", "Items with a shorter TTL go to the TEMP LRU (settings: temporary_ttl).").from("temporary_ttl"),
        gauge("settings_idle_timeout_seconds", "Idle connections are closed after this time, 0 for never (settings: idle_timeout).").from("idle_timeout"),
        gauge("settings_oldest_live_seconds", "Items stored before this second of uptime are flushed (settings: oldest).").from("oldest"),
        gauge("settings_client_flags_bytes", "Space for an item's client flags (settings: client_flags_size).").from("client_flags_size"),
        gauge("settings_watcher_log_buffer_bytes", "Log buffer of each watcher (settings: watcher_logbuf_size).").from("watcher_logbuf_size"),
        gauge("settings_worker_log_buffer_bytes", "Log buffer of each worker (settings: worker_logbuf_size).").from("worker_logbuf_size"),
        gauge("settings_read_buffer_memory_limit_bytes", "Memory that read buffers may take, 0 for no limit (settings: read_buf_mem_limit).").from("read_buf_mem_limit"),

        gauge("settings_extstore_item_size_bytes", "Items from this size on go to flash (settings: ext_item_size).").from("ext_item_size"),
        gauge("settings_extstore_item_age_seconds", "Items idle for this long go to flash, 4294967295 for no limit (settings: ext_item_age).").from("ext_item_age"),
        gauge("settings_extstore_low_ttl_seconds", "Items with a shorter TTL are kept together on flash (settings: ext_low_ttl).").from("ext_low_ttl"),
        gauge("settings_extstore_recache_rate", "One in this many hits on flash is copied back to memory (settings: ext_recache_rate).").from("ext_recache_rate"),
        gauge("settings_extstore_write_buffer_bytes", "Buffer for writing to flash (settings: ext_wbuf_size).").from("ext_wbuf_size"),
        gauge("settings_extstore_compact_under_pages", "Compaction begins below this number of free pages (settings: ext_compact_under).").from("ext_compact_under"),
        gauge("settings_extstore_drop_under_pages", "Unread objects are dropped in compaction below this number of free pages (settings: ext_drop_under).").from("ext_drop_under"),
        gauge("settings_extstore_max_sleep_seconds", "Maximum sleep of the flash threads (settings: ext_max_sleep).").from(microseconds("ext_max_sleep")),
        gauge("settings_extstore_max_fragmentation_ratio", "Pages with a smaller share of used bytes are compacted (settings: ext_max_frag).").from("ext_max_frag"),
        gauge("settings_tls_write_buffer_bytes", "Buffer for writing over TLS (settings: ssl_wbuf_size).").from("ssl_wbuf_size"),
        gauge("settings_tls_verify_mode", "Verification of client certificates: 0 off, 1 on request, 2 required, 3 once (settings: ssl_verify_mode).").from("ssl_verify_mode"),

        gauge("settings_enabled", "Settings that are on or off: 1 on, 0 off (settings: the stat named by the label).", "setting")
            .flags("evictions", "shutdown_command", "detail_enabled", "cas_enabled", "auth_enabled_sasl")
            .from(presence("auth_enabled_ascii"), "auth_enabled_ascii")
            .flags("maxconns_fast", "slab_reassign", "flush_enabled", "dump_enabled", "lru_segmented", "temp_lru", "track_sizes", "inline_ascii_response", "drop_privileges")
            .flags("ext_drop_unread", "ssl_enabled", "ssl_session_cache", "ssl_kernel_tls", "proxy_enabled", "proxy_uring_enabled"),
        gauge("settings_info", "Always 1; the labels carry the settings that are text (settings: the stats named like the labels; tls_min_version is ssl_min_version).", "hash_algorithm", "binding_protocol", "tls_min_version", "inter", "domain_socket", "umask", "stat_key_prefix", "memory_file")
            .fromTexts(text("hash_algorithm"), text("binding_protocol"), text("ssl_min_version"), text("inter"), text("domain_socket"), text("umask"), text("stat_key_prefix"), text("memory_file")));
  }
  // spotless:on

  private static Metric lruCrawler(Metric metric) {
    return metric.when("lru_crawler", "yes");
  }
}
