package dev.memfleet.server.stats;

import dev.memfleet.server.clock.RelativeClock;
import dev.memfleet.server.store.lru.LruCounter;
import dev.memfleet.server.store.slab.MoveCounter;
import java.util.function.ToLongFunction;

/** The answer to plain {@code stats}. */
final class GeneralStats {
  /** The usual size of a buffer, in bytes. */
  private static final long BUFFER_BYTES = 16 << 10;

  private GeneralStats() {}

  private static ToLongFunction<Figures> count(Counter counter) {
    return f -> f.server().get(counter);
  }

  private static ToLongFunction<Figures> count(ClassCounter counter) {
    return f -> f.server().get(counter);
  }

  private static ToLongFunction<Figures> lru(LruCounter counter) {
    return f -> f.store().get(counter);
  }

  private static ToLongFunction<Figures> moves(MoveCounter counter) {
    return f -> f.store().get(counter);
  }

  // spotless:off
  static final StatsTable<Figures> TABLE = new StatsTable<Figures>()
      .number("pid", f -> ProcessHandle.current().pid())
      .number("uptime", f -> f.engine().clock().now() - RelativeClock.HEAD_START)
      .number("time", f -> f.engine().clock().epoch() + f.engine().clock().now())
      .text("version", f -> f.environment().version())
      .text("libevent", f -> f.environment().eventLibrary())
      .fixed("pointer_size", "64")
      .text("rusage_user", f -> ProcessUsage.seconds(f.usage().userMicros()))
      .text("rusage_system", f -> ProcessUsage.seconds(f.usage().systemMicros()))
      .number("max_connections", f -> f.options().network().maxConnections())
      .number("curr_connections", f -> f.server().openConnections())
      .number("total_connections", f -> f.server().totalConnections())
      .when(f -> f.options().network().maxConnectionsFast())
      .number("rejected_connections", f -> f.server().rejectedConnections())
      .always()
      .number("connection_structures", f -> f.server().connectionStructures())
      .number("response_obj_oom", f -> f.server().shedReplies())
      .number("response_obj_count", f -> 1 + f.server().heldReplies())
      .number("response_obj_bytes", f -> (1 + f.server().heldReplies()) * BUFFER_BYTES)
      .number("read_buf_count", f -> 1 + f.server().heldReads())
      .number("read_buf_bytes", f -> (1 + f.server().heldReads()) * BUFFER_BYTES)
      .number("read_buf_bytes_free", f -> 0)
      .number("read_buf_oom", f -> f.server().shedRequests())
      .number("reserved_fds", f -> f.environment().reservedDescriptors())
      .number("cmd_get", count(Counter.CMD_GET))
      .number("cmd_set", count(ClassCounter.CMD_SET))
      .number("cmd_flush", count(Counter.CMD_FLUSH))
      .number("cmd_touch", count(Counter.CMD_TOUCH))
      .number("cmd_meta", count(Counter.CMD_META))
      .number("get_hits", f -> f.server().hits())
      .number("get_misses", count(Counter.GET_MISSES))
      .number("get_expired", f -> f.store().getExpired())
      .number("get_flushed", f -> f.store().getFlushed())
      .number("delete_misses", count(Counter.DELETE_MISSES))
      .number("delete_hits", count(ClassCounter.DELETE_HITS))
      .number("incr_misses", count(Counter.INCR_MISSES))
      .number("incr_hits", count(ClassCounter.INCR_HITS))
      .number("decr_misses", count(Counter.DECR_MISSES))
      .number("decr_hits", count(ClassCounter.DECR_HITS))
      .number("cas_misses", count(Counter.CAS_MISSES))
      .number("cas_hits", count(ClassCounter.CAS_HITS))
      .number("cas_badval", count(ClassCounter.CAS_BADVAL))
      .number("touch_hits", count(ClassCounter.TOUCH_HITS))
      .number("touch_misses", count(Counter.TOUCH_MISSES))
      .number("store_too_large", count(Counter.STORE_TOO_LARGE))
      .number("store_no_memory", count(Counter.STORE_NO_MEMORY))
      .number("auth_cmds", count(Counter.AUTH_CMDS))
      .number("auth_errors", count(Counter.AUTH_ERRORS))
      .when(f -> f.options().network().idleTimeoutSeconds() > 0)
      .number("idle_kicks", count(Counter.IDLE_KICKS))
      .always()
      .number("bytes_read", count(Counter.BYTES_READ))
      .number("bytes_written", count(Counter.BYTES_WRITTEN))
      .number("limit_maxbytes", f -> f.store().limitMaxbytes())
      .bit("accepting_conns", f -> f.listening().accepting())
      .number("listen_disabled_num", f -> f.listening().disabledCount())
      .number("time_in_listen_disabled_us", f -> f.listening().disabledMicros())
      .number("threads", f -> f.options().network().threads())
      .number("conn_yields", count(Counter.CONN_YIELDS))
      .number("hash_power_level", f -> f.store().hashPowerLevel())
      .number("hash_bytes", f -> f.store().hashBytes())
      .bit("hash_is_expanding", f -> f.store().hashIsExpanding())
      .when(f -> f.options().store().slabs().reassign())
      .number("slab_reassign_rescues", moves(MoveCounter.RESCUES))
      .number("slab_reassign_chunk_rescues", moves(MoveCounter.CHUNK_RESCUES))
      .number("slab_reassign_inline_reclaim", moves(MoveCounter.INLINE_RECLAIM))
      .number("slab_reassign_busy_items", moves(MoveCounter.BUSY_ITEMS))
      .fixed("slab_reassign_busy_deletes", "0")
      .number("slab_reassign_busy_nomem", moves(MoveCounter.BUSY_NO_MEMORY))
      .text("slab_reassign_last_busy_status", f -> f.store().moves().lastBusyStatus())
      .bit("slab_reassign_running", f -> f.store().slabReassignRunning())
      .number("slabs_moved", moves(MoveCounter.PAGES_MOVED))
      .when(f -> f.options().store().crawler().enabled())
      .bit("lru_crawler_running", f -> f.store().lruCrawlerRunning())
      .number("lru_crawler_starts", f -> f.store().lruCrawlerStarts())
      .when(f -> f.options().store().maintainer())
      .number("lru_maintainer_juggles", f -> f.store().lruMaintainerJuggles())
      .always()
      .fixed("malloc_fails", "0")
      .number("log_worker_dropped", f -> f.watchers().dropped())
      .number("log_worker_written", f -> f.watchers().written())
      .number("log_watcher_skipped", f -> f.watchers().skipped())
      .number("log_watcher_sent", f -> f.watchers().sent())
      .number("log_watchers", f -> f.watchers().count())
      .when(f -> f.options().tls().enabled() && f.options().tls().sessionCache())
      .number("ssl_new_sessions", count(Counter.SSL_NEW_SESSIONS))
      .when(f -> f.options().tls().enabled())
      .number("ssl_handshake_errors", count(Counter.SSL_HANDSHAKE_ERRORS))
      .number("ssl_proto_errors", count(Counter.SSL_PROTO_ERRORS))
      .number("time_since_server_cert_refresh", f -> f.listening().certificateAge())
      .always()
      .fixed("unexpected_napi_ids", "0")
      .fixed("round_robin_fallback", "0")
      .number("bytes", f -> f.store().bytes())
      .number("curr_items", f -> f.store().currItems())
      .number("total_items", lru(LruCounter.LINKED))
      .number("slab_global_page_pool", f -> f.store().slabGlobalPagePool())
      .number("expired_unfetched", lru(LruCounter.EXPIRED_UNFETCHED))
      .number("evicted_unfetched", lru(LruCounter.EVICTED_UNFETCHED))
      .when(f -> f.options().store().maintainer())
      .fixed("evicted_active", "0")
      .always()
      .number("evictions", lru(LruCounter.EVICTED))
      .number("reclaimed", lru(LruCounter.RECLAIMED))
      .number("crawler_reclaimed", lru(LruCounter.CRAWLER_RECLAIMED))
      .number("crawler_items_checked", lru(LruCounter.CRAWLER_ITEMS_CHECKED))
      .number("lrutail_reflocked", lru(LruCounter.LRU_TAIL_REFLOCKED))
      .when(f -> f.options().store().maintainer())
      .number("moves_to_cold", lru(LruCounter.MOVES_TO_COLD))
      .number("moves_to_warm", lru(LruCounter.MOVES_TO_WARM))
      .number("moves_within_lru", lru(LruCounter.MOVES_WITHIN_LRU))
      .number("direct_reclaims", lru(LruCounter.DIRECT_RECLAIMS))
      .number("lru_bumps_dropped", f -> f.store().lruBumpsDropped());
  // spotless:on
}
