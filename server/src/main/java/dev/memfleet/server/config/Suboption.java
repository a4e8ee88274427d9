package dev.memfleet.server.config;

import org.jspecify.annotations.Nullable;

/** The options that {@code -o} takes; those without help are accepted but have no effect. */
enum Suboption {
  // spotless:off
  MAXCONNS_FAST("immediately close new connections after limit (default: enabled)"),
  NO_MAXCONNS_FAST(null),
  HASHPOWER("an integer multiplier for how large the hash\ntable should be. normally grows at runtime. (default starts at: 0)"),
  TAIL_REPAIR_TIME(null),
  HASH_ALGORITHM(null),
  LRU_CRAWLER(null),
  NO_LRU_CRAWLER("disable LRU Crawler background thread."),
  LRU_CRAWLER_SLEEP("microseconds to sleep between items\ndefault is 100."),
  LRU_CRAWLER_TOCRAWL("max items to crawl per slab per run\ndefault is 0 (unlimited)"),
  READ_BUF_MEM_LIMIT("limit in megabytes for requests that are not finished.\n0 means a quarter of the JVM's direct memory, at most 64 (default: 0)"),
  RESP_OBJ_MEM_LIMIT(null),
  LRU_MAINTAINER(null),
  NO_LRU_MAINTAINER("disable new LRU system + background thread."),
  HOT_LRU_PCT("pct of slab memory to reserve for hot lru.\n(requires lru_maintainer, default pct: 20)"),
  WARM_LRU_PCT("pct of slab memory to reserve for warm lru.\n(requires lru_maintainer, default pct: 40)"),
  HOT_MAX_FACTOR("items idle > cold lru age * drop from hot lru. (default: 0.20)"),
  WARM_MAX_FACTOR("items idle > cold lru age * this drop from warm. (default: 2.00)"),
  TEMPORARY_TTL("TTL's below get separate LRU, can't be evicted.\n(requires lru_maintainer, default: 61)"),
  IDLE_TIMEOUT("timeout for idle connections. (default: 0, no timeout)"),
  SLAB_CHUNK_MAX("maximum slab size in kilobytes. (default: 512)"),
  WATCHER_LOGBUF_SIZE("size in kilobytes of per-watcher write buffer. (default: 256)"),
  WORKER_LOGBUF_SIZE("size in kilobytes of per-worker-thread buffer\nread by background thread, then written to watchers. (default: 64)"),
  TRACK_SIZES("enable dynamic reports for 'stats sizes' command."),
  NO_HASHEXPAND("disables hash table expansion (dangerous)"),
  MODERN("enables options which will be default in future.\ncurrently: nothing"),
  NO_MODERN("uses defaults of previous major version (1.4.x)"),
  SLAB_REASSIGN(null),
  NO_SLAB_REASSIGN("pages stay in their slab class"),
  SLAB_AUTOMOVE("0 to move pages only when \"slabs reassign\" asks. (default: 1)"),
  SLAB_AUTOMOVE_RATIO("a class that evicts gets a page of another one if its age is\nless than this part of the other's. (default: 0.8)"),
  SLAB_AUTOMOVE_WINDOW("seconds of history for that. (default: 30)"),
  SLAB_AUTOMOVE_FREERATIO(null),
  INLINE_ASCII_RESP(null),
  NO_INLINE_ASCII_RESP(null),
  RELAXED_PRIVILEGES(null),
  DROP_PRIVILEGES(null),
  NO_DROP_PRIVILEGES(null),
  SOCK_COOKIE_ID(null),
  DEBUGTIME("enable the \"debugtime\" command, which moves the clock");
  // spotless:on

  final @Nullable String help;

  Suboption(@Nullable String help) {
    this.help = help;
  }

  /** The name on the command line. */
  String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
