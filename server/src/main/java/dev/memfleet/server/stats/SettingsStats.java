package dev.memfleet.server.stats;

import dev.memfleet.server.config.NetworkOptions;

/** The answer to {@code stats settings}. */
final class SettingsStats {
  private static final String UNSET = "(null)";

  private SettingsStats() {}

  // spotless:off
  static final StatsTable<Figures> TABLE = new StatsTable<Figures>()
      .number("maxbytes", f -> f.store().limitMaxbytes())
      .number("maxconns", f -> f.options().network().maxConnections())
      .text("tcpport", f -> f.options().network().port())
      .text("udpport", f -> f.options().network().udpPort())
      .text("inter", f -> interfaces(f.options().network()))
      .number("verbosity", f -> f.settings().verbosity())
      .number("oldest", f -> f.engine().flushedAt())
      .text("evictions", f -> f.options().store().evict() ? "on" : "off")
      .text("domain_socket", f -> orNull(f.options().network().socketPath()))
      .text("umask", f -> Integer.toOctalString(f.options().network().socketMask()))
      .yesNo("shutdown_command", f -> f.options().commands().shutdown())
      .decimal("growth_factor", 2, f -> f.options().store().slabs().growthFactor())
      .number("chunk_size", f -> f.options().store().slabs().chunkSize())
      .number("num_threads", f -> f.options().network().threads())
      .number("num_threads_per_udp", f -> threadsPerUdp(f.options().network()))
      .text("stat_key_prefix", f -> f.options().commands().prefixDelimiter())
      .yesNo("detail_enabled", f -> f.settings().prefixes().enabled())
      .number("reqs_per_event", f -> f.options().network().requestsPerEvent())
      .yesNo("cas_enabled", f -> f.options().store().cas())
      .number("tcp_backlog", f -> f.options().network().backlog())
      .text("binding_protocol", f -> f.options().commands().protocol().label())
      .yesNo("auth_enabled_sasl", f -> f.options().auth().sasl())
      .text("auth_enabled_ascii", f -> f.options().auth().tokens())
      .number("item_size_max", f -> f.options().store().slabs().itemSizeMax())
      .yesNo("maxconns_fast", f -> f.options().network().maxConnectionsFast())
      .number("hashpower_init", f -> f.options().nominal().hashPower())
      .yesNo("slab_reassign", f -> f.options().store().slabs().reassign())
      .number("slab_automove", f -> f.settings().automove())
      .decimal("slab_automove_ratio", 2, f -> f.settings().automoveRatio())
      .number("slab_automove_window", f -> f.settings().automoveWindow())
      .number("slab_chunk_max", f -> f.options().store().slabs().chunkMax())
      .yesNo("lru_crawler", f -> f.engine().crawlerTuning().enabled())
      .number("lru_crawler_sleep", f -> f.engine().crawlerTuning().sleepMicros())
      .number("lru_crawler_tocrawl", f -> unsigned(f.engine().crawlerTuning().itemsPerClass()))
      .number("tail_repair_time", f -> f.options().nominal().tailRepairSeconds())
      .yesNo("flush_enabled", f -> f.options().commands().flush())
      .yesNo("dump_enabled", f -> f.options().commands().dump())
      .text("hash_algorithm", f -> f.options().nominal().hashAlgorithm())
      .yesNo("lru_maintainer_thread", f -> f.options().store().maintainer())
      .yesNo("lru_segmented", f -> f.engine().lruTuning().segmented())
      .number("hot_lru_pct", f -> f.engine().lruTuning().hotPercent())
      .number("warm_lru_pct", f -> f.engine().lruTuning().warmPercent())
      .decimal("hot_max_factor", 2, f -> f.engine().lruTuning().hotMaxFactor())
      .decimal("warm_max_factor", 2, f -> f.engine().lruTuning().warmMaxFactor())
      .yesNo("temp_lru", f -> f.engine().lruTuning().temporary())
      .text("temporary_ttl", f -> f.settings().temporaryTtl())
      .number("idle_timeout", f -> f.options().network().idleTimeoutSeconds())
      .number("watcher_logbuf_size", f -> unsigned(f.options().buffers().watcherLogBytes()))
      .number("worker_logbuf_size", f -> unsigned(f.options().buffers().workerLogBytes()))
      .number("read_buf_mem_limit", f -> unsigned(f.options().buffers().readLimitBytes()))
      .yesNo("track_sizes", f -> f.options().store().trackSizes())
      .fixed("inline_ascii_response", "no")
      .fixed("ext_item_size", "512")
      .fixed("ext_item_age", "4294967295")
      .fixed("ext_low_ttl", "0")
      .fixed("ext_recache_rate", "2000")
      .fixed("ext_wbuf_size", "4194304")
      .fixed("ext_compact_under", "0")
      .fixed("ext_drop_under", "0")
      .fixed("ext_max_sleep", "1000000")
      .fixed("ext_max_frag", "0.80")
      .decimal("slab_automove_freeratio", 3, f -> f.settings().automoveFreeRatio())
      .fixed("ext_drop_unread", "no")
      .yesNo("ssl_enabled", f -> f.options().tls().enabled())
      .text("ssl_chain_cert", f -> orUnset(f.options().tls().chain()))
      .text("ssl_key", f -> orUnset(f.options().tls().key()))
      .number("ssl_verify_mode", f -> f.options().tls().verification().mask())
      .fixed("ssl_keyformat", "1")
      .text("ssl_ciphers", f -> orNull(f.options().tls().ciphers()))
      .text("ssl_ca_cert", f -> orNull(f.options().tls().authorities()))
      .number("ssl_wbuf_size", f -> f.options().tls().writeBufferBytes())
      .yesNo("ssl_session_cache", f -> f.options().tls().sessionCache())
      .fixed("ssl_kernel_tls", "no")
      .text("ssl_min_version", f -> "tlsv1." + f.options().tls().minVersion())
      .fixed("num_napi_ids", "0")
      .fixed("memory_file", UNSET)
      .fixed("client_flags_size", "4");
  // spotless:on

  /** As in memcached: 1 for several addresses. */
  private static int threadsPerUdp(NetworkOptions network) {
    return network.interfaces().size() > 1 ? 1 : network.threads();
  }

  private static String interfaces(NetworkOptions network) {
    return orNull(String.join(",", network.interfaces()));
  }

  private static long unsigned(int number) {
    return Integer.toUnsignedLong(number);
  }

  private static String orUnset(String text) {
    return text.isEmpty() ? UNSET : text;
  }

  private static String orNull(String text) {
    return text.isEmpty() ? "NULL" : text;
  }
}
