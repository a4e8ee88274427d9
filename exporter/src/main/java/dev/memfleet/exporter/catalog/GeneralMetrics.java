package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.catalog.StatKey.Scope;
import dev.memfleet.exporter.protocol.Section;
import java.util.List;

/** Metrics of a node as a whole: {@code stats}, and a few values from other sections. */
final class GeneralMetrics extends MetricTable {
  GeneralMetrics() {
    super(Section.STATS, Scope.NODE);
  }

  // spotless:off
  @Override
  List<Metric> metrics() {
    return List.of(
        untyped("uptime_seconds", "How long the server has been running (uptime).").from("uptime"),
        gauge("time_seconds", "The server's clock as Unix time (time).").from("time"),
        gauge("version", "Always 1; the label carries the server's version (version).", "version").fromTexts(text("version")),
        gauge("server_info", "Always 1; the labels carry version, build and protocol (version, libevent, pointer_size; settings: binding_protocol).", "version", "libevent", "pointer_size", "protocol")
            .fromTexts(text("version"), text("libevent"), text("pointer_size"), in(Section.SETTINGS, text("binding_protocol"))),
        gauge("process_pid", "The server's process id (pid).").from("pid"),
        counter("process_user_cpu_seconds_total", "CPU time the server spent in user mode (rusage_user).").from(timeval("rusage_user")),
        counter("process_system_cpu_seconds_total", "CPU time the server spent in the kernel (rusage_system).").from(timeval("rusage_system")),
        gauge("worker_threads", "Threads that serve clients (threads).").from("threads"),
        gauge("reserved_fds", "File descriptors the server keeps for itself (reserved_fds).").from("reserved_fds"),

        gauge("current_connections", "Client connections open now (curr_connections).").from("curr_connections"),
        gauge("max_connections", "Client connections allowed at a time (settings: maxconns; without settings max_connections).")
            .from(firstOf(in(Section.SETTINGS, number("maxconns")), number("max_connections"))),
        counter("connections_total", "Client connections accepted since the start (total_connections).").from("total_connections"),
        counter("connections_rejected_total", "Connections refused with an error because the connection limit was reached (rejected_connections).").from("rejected_connections"),
        counter("connections_yielded_total", "Times a connection yielded to others at the limit of requests per event; a high rate means long pipelines or multigets (conn_yields).").from("conn_yields"),
        counter("connections_listener_disabled_total", "Times accepting stopped because the connection limit was reached; new clients wait meanwhile (listen_disabled_num).").from("listen_disabled_num"),
        counter("connections_listener_disabled_seconds_total", "Seconds during which no connection was accepted because of the connection limit (time_in_listen_disabled_us).").from(microseconds("time_in_listen_disabled_us")),
        counter("connections_idle_closed_total", "Connections closed for being idle too long (idle_kicks).").from("idle_kicks"),
        gauge("accepting_connections", "Whether the server accepts connections: 1 yes, 0 no (accepting_conns).").from("accepting_conns"),
        gauge("connection_structures", "Connection structures the server holds, free ones included (connection_structures).").from("connection_structures"),

        counter("read_bytes_total", "Bytes received from clients (bytes_read).").from("bytes_read"),
        counter("written_bytes_total", "Bytes sent to clients (bytes_written).").from("bytes_written"),
        gauge("response_objects", "Response objects allocated (response_obj_count).").from("response_obj_count"),
        gauge("response_object_bytes", "Memory in response objects, included in that of the read buffers (response_obj_bytes).").from("response_obj_bytes"),
        counter("response_object_oom_total", "Connections dropped because no response object could be allocated (response_obj_oom).").from("response_obj_oom"),
        gauge("read_buffers", "Read buffers allocated (read_buf_count).").from("read_buf_count"),
        gauge("read_buffer_bytes", "Memory in read buffers (read_buf_bytes).").from("read_buf_bytes"),
        gauge("read_buffer_free_bytes", "Memory in unused read buffers (read_buf_bytes_free).").from("read_buf_bytes_free"),
        counter("read_buffer_oom_total", "Connections dropped because no read buffer could be allocated (read_buf_oom).").from("read_buf_oom"),

        counter("commands_total", "Commands by outcome ({get,delete,incr,decr,cas,touch}_{hits,misses}, cas_badval, cmd_flush; set is cmd_set less the cas stats).", "command", "status")
            .hitsAndMisses("get", "delete", "incr", "decr", "cas", "touch")
            .from("cas_badval", "cas", "badval")
            .from("cmd_flush", "flush", "hit")
            .from(less("cmd_set", "cas_misses", "cas_hits", "cas_badval"), "set", "hit"),
        counter("commands_received_total", "Commands as the server counts them, with cas counted as set (cmd_get, cmd_set, cmd_touch, cmd_flush, cmd_meta).", "command")
            .from("cmd_get", "get").from("cmd_set", "set").from("cmd_touch", "touch").from("cmd_flush", "flush").from("cmd_meta", "meta"),
        counter("get_expired_total", "Gets that missed because the item had expired, included in the misses (get_expired).").from("get_expired"),
        counter("get_flushed_total", "Gets that missed because of a flush, included in the misses (get_flushed).").from("get_flushed"),
        counter("auth_commands_total", "Authentication attempts, successful or not (auth_cmds).").from("auth_cmds"),
        counter("auth_errors_total", "Failed authentication attempts (auth_errors).").from("auth_errors"),

        gauge("current_bytes", "Bytes used by items (bytes).").from("bytes"),
        gauge("limit_bytes", "Memory limit of items in bytes (limit_maxbytes).").from("limit_maxbytes"),
        gauge("malloced_bytes", "Memory in slab pages (slabs: total_malloced).").from(Source.of(in(Section.SLABS, number("total_malloced")))),
        counter("malloc_failures_total", "Memory allocations that failed (malloc_fails).").from("malloc_fails"),
        gauge("hash_table_power_level", "Size of the hash table as a power of two (hash_power_level).").from("hash_power_level"),
        gauge("hash_table_bytes", "Memory in hash tables (hash_bytes).").from("hash_bytes"),
        gauge("hash_table_expanding", "Whether the hash table is growing: 1 yes, 0 no (hash_is_expanding).").from("hash_is_expanding"),

        gauge("current_items", "Items stored now (curr_items).").from("curr_items"),
        counter("items_total", "Items stored since the start (total_items).").from("total_items"),
        counter("items_evicted_total", "Live items evicted to free memory; a high rate means that the cache is small for its load (evictions).").from("evictions"),
        counter("items_evicted_unfetched_total", "Items evicted without ever being fetched (evicted_unfetched).").from("evicted_unfetched"),
        counter("items_evicted_active_total", "Items evicted although recently hit (evicted_active).").from("evicted_active"),
        counter("items_expired_unfetched_total", "Items that expired without ever being fetched (expired_unfetched).").from("expired_unfetched"),
        counter("items_reclaimed_total", "Stores that reclaimed the memory of an expired item (reclaimed).").from("reclaimed"),
        counter("item_too_large_total", "Stores refused because the item was over the size limit (store_too_large).").from("store_too_large"),
        counter("item_no_memory_total", "Stores refused because no memory was available (store_no_memory).").from("store_no_memory"),
        counter("direct_reclaims_total", "Times a worker thread had to evict or reclaim an item itself; a high rate means that the LRU maintainer cannot keep up (direct_reclaims).").from("direct_reclaims"),

        gauge("lru_crawler_running", "Whether the LRU crawler is running: 1 yes, 0 no (lru_crawler_running).").from("lru_crawler_running"),
        counter("lru_crawler_starts_total", "LRU crawler runs started (lru_crawler_starts).").from("lru_crawler_starts"),
        counter("lru_crawler_reclaimed_total", "Expired items reclaimed by the LRU crawler (crawler_reclaimed).").from("crawler_reclaimed"),
        counter("lru_crawler_items_checked_total", "Items checked by the LRU crawler (crawler_items_checked).").from("crawler_items_checked"),
        counter("lru_crawler_moves_to_cold_total", "Items moved from the HOT or WARM to the COLD LRU (moves_to_cold).").from("moves_to_cold"),
        counter("lru_crawler_moves_to_warm_total", "Items moved from the HOT or COLD to the WARM LRU (moves_to_warm).").from("moves_to_warm"),
        counter("lru_crawler_moves_within_lru_total", "Active items moved back to the head of the WARM LRU, in old servers also of the HOT LRU (moves_within_lru).").from("moves_within_lru"),
        counter("lru_maintainer_juggles_total", "Times the LRU maintainer woke up (lru_maintainer_juggles).").from("lru_maintainer_juggles"),
        counter("lru_tail_reflocked_total", "Items at an LRU's tail that could not be evicted because they were in use (lrutail_reflocked).").from("lrutail_reflocked"),
        counter("lru_bumps_dropped_total", "LRU bumps dropped because their queue was full; with a high rate recently used items may be evicted (lru_bumps_dropped).").from("lru_bumps_dropped"),

        counter("log_worker_dropped_total", "Log entries lost because a worker's buffer was full (log_worker_dropped).").from("log_worker_dropped"),
        counter("log_worker_written_total", "Log entries that workers wrote (log_worker_written).").from("log_worker_written"),
        counter("log_watcher_skipped_total", "Log entries that slow watchers missed (log_watcher_skipped).").from("log_watcher_skipped"),
        counter("log_watcher_sent_total", "Log entries sent to watchers (log_watcher_sent).").from("log_watcher_sent"),
        gauge("log_watchers", "Watchers connected now (log_watchers).").from("log_watchers"),

        counter("tls_new_sessions_total", "New TLS sessions (ssl_new_sessions).").from("ssl_new_sessions"),
        counter("tls_handshake_errors_total", "TLS handshakes that failed (ssl_handshake_errors).").from("ssl_handshake_errors"),
        counter("tls_protocol_errors_total", "Fatal TLS errors after the handshake (ssl_proto_errors).").from("ssl_proto_errors"),
        gauge("tls_certificate_refresh_age_seconds", "Time since the server's certificates were loaded (time_since_server_cert_refresh).").from("time_since_server_cert_refresh"),

        counter("round_robin_fallback_total", "Connections assigned to a worker round robin because they had no NAPI id (round_robin_fallback).").from("round_robin_fallback"),
        counter("unexpected_napi_ids_total", "Connections with an unexpected NAPI id (unexpected_napi_ids).").from("unexpected_napi_ids"));
  }
  // spotless:on
}
