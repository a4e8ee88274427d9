package dev.memfleet.server.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The options that {@code -o} takes, and what they set; those without help are the default or
 * deprecated, or only negate another one.
 */
enum Suboption {
  // spotless:off
  MAXCONNS_FAST("immediately close new connections after limit (default: enabled)",
      (d, v) -> d.maxConnectionsFast = true),
  NO_MAXCONNS_FAST(null, (d, v) -> d.maxConnectionsFast = false),
  HASHPOWER("an integer multiplier for how large the hash\ntable should be. normally grows at runtime. (default starts at: 0)",
      (d, v) -> d.store.hashPower(v)),
  TAIL_REPAIR_TIME("accepted; no item needs repair",
      (d, v) -> d.store.tailRepair(v)),
  HASH_ALGORITHM("accepted; there is one hash function",
      (d, v) -> d.store.hashAlgorithm(v, d.notices)),
  LRU_CRAWLER(null, (d, v) -> d.store.crawler = true),
  NO_LRU_CRAWLER("disable LRU Crawler background thread.",
      (d, v) -> d.store.crawler = false),
  LRU_CRAWLER_SLEEP("microseconds to sleep between items\ndefault is 100.",
      (d, v) -> d.store.crawlerSleep(v)),
  LRU_CRAWLER_TOCRAWL("max items to crawl per slab per run\ndefault is 0 (unlimited)",
      (d, v) -> d.store.crawlerToCrawl(v)),
  READ_BUF_MEM_LIMIT("limit in megabytes for requests that are not finished.\n0 means a quarter of the JVM's direct memory, at most 64 (default: 0)",
      (d, v) -> d.readLimitBytes = v.buffer(20)),
  RESP_OBJ_MEM_LIMIT(null, (d, v) -> d.notices.add("DEPRECATED: resp_obj_mem_limit no longer used. See read_buf_mem_limit,")),
  LRU_MAINTAINER(null, (d, v) -> d.store.maintainer = true),
  NO_LRU_MAINTAINER("disable new LRU system + background thread.",
      (d, v) -> d.store.maintainer = false),
  HOT_LRU_PCT("pct of slab memory to reserve for hot lru.\n(requires lru_maintainer, default pct: 20)",
      (d, v) -> d.store.hotPercent = v.percent()),
  WARM_LRU_PCT("pct of slab memory to reserve for warm lru.\n(requires lru_maintainer, default pct: 40)",
      (d, v) -> d.store.warmPercent = v.percent()),
  HOT_MAX_FACTOR("items idle > cold lru age * drop from hot lru. (default: 0.20)",
      (d, v) -> d.store.hotMaxFactor = v.factor()),
  WARM_MAX_FACTOR("items idle > cold lru age * this drop from warm. (default: 2.00)",
      (d, v) -> d.store.warmMaxFactor = v.factor()),
  TEMPORARY_TTL("TTL's below get separate LRU, can't be evicted.\n(requires lru_maintainer, default: 61)",
      (d, v) -> d.store.temporaryTtl(v)),
  IDLE_TIMEOUT("timeout for idle connections. (default: 0, no timeout)",
      (d, v) -> d.idleTimeoutSeconds = Numbers.atoi(v.requireNumeric())),
  SLAB_CHUNK_MAX("maximum slab size in kilobytes. (default: 512)",
      (d, v) -> d.store.chunkMax(v)),
  NO_CHUNKED_ITEMS("an item takes one chunk, of up to a page",
      (d, v) -> d.store.wholeItems()),
  SLAB_SIZES("bytes of each slab class's chunks, separated by hyphens,\ninstead of -n and -f: slab_sizes=96-200-1000",
      (d, v) -> d.store.slabSizes(v)),
  WATCHER_LOGBUF_SIZE("size in kilobytes of per-watcher write buffer. (default: 256)",
      (d, v) -> d.watcherLogBytes = v.buffer(10)),
  WORKER_LOGBUF_SIZE("size in kilobytes of per-worker-thread buffer\nread by background thread, then written to watchers. (default: 64)",
      (d, v) -> d.workerLogBytes = v.buffer(10)),
  TRACK_SIZES("enable dynamic reports for 'stats sizes' command.",
      (d, v) -> d.store.trackSizes = true),
  NO_HASHEXPAND("disables hash table expansion (dangerous)",
      (d, v) -> d.store.hashExpands = false),
  MODERN("enables options which will be default in future.\ncurrently: nothing",
      Suboption::noEffect),
  NO_MODERN("uses defaults of previous major version (1.4.x)",
      (d, v) -> d.classic()),
  SLAB_REASSIGN(null, (d, v) -> d.store.reassignPages = true),
  NO_SLAB_REASSIGN("pages stay in their slab class",
      (d, v) -> d.store.reassignPages = false),
  SLAB_AUTOMOVE("move pages automatically: 0 never, 1 by age,\n2 at each eviction. (default: 1)",
      (d, v) -> d.store.automove(v)),
  NO_SLAB_AUTOMOVE(null, (d, v) -> d.store.automove = 0),
  SLAB_AUTOMOVE_RATIO("a class that evicts gets a page of another one if its age is\nbelow this fraction of the other's. (default: 0.8)",
      (d, v) -> d.store.automoveRatio(v)),
  SLAB_AUTOMOVE_WINDOW("seconds of history that page moves are based on. (default: 30)",
      (d, v) -> d.store.automoveWindow(v)),
  SLAB_AUTOMOVE_FREERATIO("accepted; only extstore uses it",
      (d, v) -> d.store.automoveFreeRatio = Numbers.atof(v.requireArgument())),
  INLINE_ASCII_RESP(null, Suboption::noEffect),
  NO_INLINE_ASCII_RESP(null, Suboption::noEffect),
  RELAXED_PRIVILEGES(null, Suboption::noEffect),
  DROP_PRIVILEGES(null, (d, v) -> d.notices.add("-o drop_privileges: ignored, no system calls are filtered")),
  NO_DROP_PRIVILEGES(null, Suboption::noEffect),
  SOCK_COOKIE_ID("accepted; sockets get no cookie",
      (d, v) -> d.notices.add("-o sock_cookie_id: ignored, sockets get no cookie")),
  SSL_CHAIN_CERT("certificate chain file in PEM format",
      (d, v) -> d.tls.chain = v.requireArgument()),
  SSL_KEY("private key in PEM format, if not part of ssl_chain_cert",
      (d, v) -> d.tls.key = v.requireArgument()),
  SSL_VERIFY_MODE("client certificates: 0 not asked for, 1 verified if shown,\n2 and 3 required (default: 0)",
      (d, v) -> d.tls.verifyMode(v)),
  SSL_KEYFORMAT("format of the key; only PEM (1, the default)",
      (d, v) -> d.tls.keyFormat(v)),
  SSL_CIPHERS("cipher suites of TLS 1.2, by their OpenSSL or IANA names,\nseparated by colons (default: the TLS library's)",
      (d, v) -> d.tls.ciphers = v.requireArgument()),
  SSL_CA_CERT("CA certificates that sign those of clients, in PEM format",
      (d, v) -> d.tls.authorities = v.requireArgument()),
  SSL_WBUF_SIZE("limit in kilobytes of replies encrypted together. (default: 16)",
      (d, v) -> d.tls.writeBuffer(v)),
  SSL_SESSION_CACHE("cache sessions, for clients without session tickets",
      (d, v) -> d.tls.sessionCache = true),
  SSL_KERNEL_TLS("accepted; the server encrypts",
      (d, v) -> d.notices.add("-o ssl_kernel_tls: ignored, the server encrypts")),
  SSL_MIN_VERSION("minimum version: 2 for TLS 1.2, 3 for TLS 1.3. (default: 2)",
      (d, v) -> d.tls.minVersion(v, d.notices)),
  DEBUGTIME("enable the \"debugtime\" command, which moves the clock",
      (d, v) -> d.debugTime = true);
  // spotless:on

  /** Applies a suboption to the options read so far. */
  private interface Setter {
    void set(Draft draft, Argument value) throws UsageException;
  }

  final @Nullable String help;

  @SuppressWarnings("ImmutableEnumChecker") // a function
  private final Setter setter;

  Suboption(@Nullable String help, Setter setter) {
    this.help = help;
    this.setter = setter;
  }

  /** The name on the command line. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static void noEffect(Draft draft, Argument value) {}

  /** Applies a comma-separated list of suboptions. */
  static void applyAll(Draft draft, String list) throws UsageException {
    if (list.isEmpty()) {
      return;
    }
    String body = list.endsWith(",") ? list.substring(0, list.length() - 1) : list;
    for (String word : body.split(",", -1)) {
      int equals = word.indexOf('=');
      String label = equals < 0 ? word : word.substring(0, equals);
      Suboption suboption = byLabel(label);
      if (suboption == null) {
        throw new UsageException(UsageException.FAILURE, "Illegal suboption \"" + word + "\"");
      }
      String value = equals < 0 ? null : word.substring(equals + 1);
      suboption.setter.set(draft, new Argument(label, value));
    }
  }

  private static @Nullable Suboption byLabel(String label) {
    for (Suboption suboption : values()) {
      if (suboption.label().equals(label)) {
        return suboption;
      }
    }
    return null;
  }
}
