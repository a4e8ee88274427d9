package dev.memfleet.server.config;

import static dev.memfleet.server.config.OptionsParser.refuse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses the comma-separated list after {@code -o}. */
final class SuboptionParser {
  private static final int FAILURE = 1;
  private static final int USAGE = 64;
  private static final int LOWEST_HASH_POWER = 12;
  private static final int HIGHEST_HASH_POWER = 32;

  private final List<String> notices;

  private boolean maxConnectionsFast = true;
  private int hashPower;
  private int tailRepairSeconds;
  private String hashAlgorithm = "murmur3";
  private boolean crawler = true;
  private int crawlerSleepMicros = 100;
  private int crawlerToCrawl;
  private boolean maintainer = true;
  private int hotPercent = 20;
  private int warmPercent = 40;
  private double hotMaxFactor = 0.2;
  private double warmMaxFactor = 2.0;
  private boolean temporary;
  private int temporaryTtlSeconds = 61;
  private int idleTimeoutSeconds;
  private long chunkMaxBytes = 512 << 10;
  private boolean trackSizes;
  private boolean hashExpands = true;
  private boolean reassignPages = true;
  private int automove = 1;
  private double automoveRatio = 0.8;
  private int automoveWindow = 30;
  private double automoveFreeRatio = 0.01;
  private boolean debugTime;
  private int watcherLogBytes = 256 << 10;
  private int workerLogBytes = 64 << 10;
  private int readLimitBytes;

  SuboptionParser(List<String> notices) {
    this.notices = notices;
  }

  void parse(String list) throws UsageException {
    if (list.isEmpty()) {
      return;
    }
    String body = list.endsWith(",") ? list.substring(0, list.length() - 1) : list;
    for (String word : body.split(",", -1)) {
      int equals = word.indexOf('=');
      Suboption suboption = byLabel(equals < 0 ? word : word.substring(0, equals));
      if (suboption == null) {
        throw new UsageException(FAILURE, "Illegal suboption \"" + word + "\"");
      }
      apply(suboption, equals < 0 ? null : word.substring(equals + 1));
    }
  }

  private static @Nullable Suboption byLabel(String label) {
    for (Suboption suboption : Suboption.values()) {
      if (suboption.label().equals(label)) {
        return suboption;
      }
    }
    return null;
  }

  private void apply(Suboption suboption, @Nullable String value) throws UsageException {
    switch (suboption) {
      case MAXCONNS_FAST -> maxConnectionsFast = true;
      case NO_MAXCONNS_FAST -> maxConnectionsFast = false;
      case HASHPOWER -> hashPower(numeric(suboption, value));
      case TAIL_REPAIR_TIME -> {
        tailRepairSeconds = Numbers.atoi(numeric(suboption, value));
        refuse(
            tailRepairSeconds < 10, FAILURE, "Cannot set tail_repair_time to less than 10 seconds");
      }
      case HASH_ALGORITHM -> hashAlgorithm(argument(suboption, value));
      case LRU_CRAWLER -> crawler = true;
      case NO_LRU_CRAWLER -> crawler = false;
      case LRU_CRAWLER_SLEEP -> {
        crawlerSleepMicros = Numbers.atoi(value(suboption, value));
        refuse(
            crawlerSleepMicros < 0 || crawlerSleepMicros > 1_000_000,
            FAILURE,
            "LRU crawler sleep must be between 0 and 1 second");
      }
      case LRU_CRAWLER_TOCRAWL -> {
        String number = value(suboption, value);
        refuse(
            !Numbers.isUnsignedInt(number),
            FAILURE,
            "lru_crawler_tocrawl takes a numeric 32bit value");
        crawlerToCrawl = (int) Long.parseLong(number);
      }
      case READ_BUF_MEM_LIMIT -> readLimitBytes = bufferSize(suboption, value, 20);
      case WATCHER_LOGBUF_SIZE -> watcherLogBytes = bufferSize(suboption, value, 10);
      case WORKER_LOGBUF_SIZE -> workerLogBytes = bufferSize(suboption, value, 10);
      case RESP_OBJ_MEM_LIMIT ->
          notices.add("DEPRECATED: resp_obj_mem_limit no longer used. See read_buf_mem_limit,");
      case LRU_MAINTAINER -> maintainer = true;
      case NO_LRU_MAINTAINER -> maintainer = false;
      case HOT_LRU_PCT -> hotPercent = percent(suboption, value);
      case WARM_LRU_PCT -> warmPercent = percent(suboption, value);
      case HOT_MAX_FACTOR -> hotMaxFactor = factor(suboption, value);
      case WARM_MAX_FACTOR -> warmMaxFactor = factor(suboption, value);
      case TEMPORARY_TTL -> {
        temporaryTtlSeconds = Numbers.atoi(argument(suboption, value));
        temporary = true;
      }
      case IDLE_TIMEOUT -> idleTimeoutSeconds = Numbers.atoi(numeric(suboption, value));
      case SLAB_CHUNK_MAX -> {
        chunkMaxBytes = parsed(suboption, value) << 10;
        refuse(chunkMaxBytes == 0, FAILURE, couldNotParse(suboption));
      }
      case TRACK_SIZES -> trackSizes = true;
      case NO_HASHEXPAND -> hashExpands = false;
      case NO_MODERN -> classic();
      case SLAB_REASSIGN -> reassignPages = true;
      case NO_SLAB_REASSIGN -> reassignPages = false;
      case SLAB_AUTOMOVE -> {
        automove = value == null ? 1 : Numbers.atoi(value);
        refuse(automove < 0 || automove > 2, FAILURE, "slab_automove must be between 0 and 2");
      }
      case SLAB_AUTOMOVE_RATIO -> {
        automoveRatio = Numbers.atof(argument(suboption, value));
        refuse(
            automoveRatio <= 0 || automoveRatio > 1,
            FAILURE,
            "slab_automove_ratio must be > 0 and < 1");
      }
      case SLAB_AUTOMOVE_WINDOW -> {
        automoveWindow = Numbers.atoi(argument(suboption, value));
        refuse(automoveWindow < 3, FAILURE, "slab_automove_window must be > 2");
      }
      case SLAB_AUTOMOVE_FREERATIO -> automoveFreeRatio = Numbers.atof(argument(suboption, value));
      case DROP_PRIVILEGES -> notices.add("-o drop_privileges: privileges stay as they are");
      case SOCK_COOKIE_ID -> notices.add("-o sock_cookie_id: sockets carry no cookie");
      case DEBUGTIME -> debugTime = true;
      case MODERN,
          INLINE_ASCII_RESP,
          NO_INLINE_ASCII_RESP,
          RELAXED_PRIVILEGES,
          NO_DROP_PRIVILEGES -> {} // already so
    }
  }

  /** The defaults of memcached 1.4. */
  private void classic() {
    reassignPages = false;
    automove = 0;
    maintainer = false;
    crawler = false;
    maxConnectionsFast = false;
    hashAlgorithm = "jenkins";
    notices.add("-o no_modern: keys are hashed as by default");
  }

  private void hashPower(String value) throws UsageException {
    hashPower = Numbers.atoi(value);
    refuse(
        hashPower < LOWEST_HASH_POWER,
        FAILURE,
        "Initial hashtable multiplier of " + hashPower + " is too low");
    refuse(
        hashPower > HIGHEST_HASH_POWER,
        FAILURE,
        "Initial hashtable multiplier of "
            + hashPower
            + " is too high\n"
            + "Choose a value based on \"STAT hash_power_level\" from a running instance");
  }

  private void hashAlgorithm(String name) throws UsageException {
    refuse(
        !List.of("jenkins", "murmur3", "xxh3").contains(name),
        FAILURE,
        "Unknown hash_algorithm option (jenkins, murmur3, xxh3)");
    hashAlgorithm = name;
    notices.add("-o hash_algorithm: keys are hashed as by default");
  }

  private int percent(Suboption suboption, @Nullable String value) throws UsageException {
    int percent = Numbers.atoi(argument(suboption, value));
    refuse(percent < 1 || percent >= 80, FAILURE, suboption.label() + " must be > 1 and < 80");
    return percent;
  }

  private double factor(Suboption suboption, @Nullable String value) throws UsageException {
    double factor = Numbers.atof(argument(suboption, value));
    refuse(factor <= 0, FAILURE, suboption.label() + " must be > 0");
    return factor;
  }

  private static long parsed(Suboption suboption, @Nullable String value) throws UsageException {
    String number = argument(suboption, value);
    refuse(!Numbers.isUnsignedInt(number), FAILURE, couldNotParse(suboption));
    return Long.parseLong(number);
  }

  /** A size in units of a power of two, cut off at 32 bits as in memcached. */
  private static int bufferSize(Suboption suboption, @Nullable String value, int unitPower)
      throws UsageException {
    return (int) (parsed(suboption, value) << unitPower);
  }

  private static String couldNotParse(Suboption suboption) {
    return "could not parse argument to " + suboption.label();
  }

  private static String numeric(Suboption suboption, @Nullable String value) throws UsageException {
    return present(value, "Missing numeric argument for " + suboption.label());
  }

  private static String argument(Suboption suboption, @Nullable String value)
      throws UsageException {
    return present(value, "Missing " + suboption.label() + " argument");
  }

  private static String value(Suboption suboption, @Nullable String value) throws UsageException {
    return present(value, "Missing " + suboption.label() + " value");
  }

  private static String present(@Nullable String value, String message) throws UsageException {
    if (value == null) {
      throw new UsageException(FAILURE, message);
    }
    return value;
  }

  void validate() throws UsageException {
    refuse(
        maintainer && hotPercent + warmPercent > 80,
        USAGE,
        "hot_lru_pct + warm_lru_pct cannot be more than 80% combined");
  }

  int chunkMaxBytes() {
    return (int) Math.min(chunkMaxBytes, Integer.MAX_VALUE);
  }

  boolean maxConnectionsFast() {
    return maxConnectionsFast;
  }

  int idleTimeoutSeconds() {
    return idleTimeoutSeconds;
  }

  boolean debugTime() {
    return debugTime;
  }

  BufferOptions buffers() {
    return new BufferOptions(watcherLogBytes, workerLogBytes, readLimitBytes);
  }

  MemoryOptions memory(
      int limitMegabytes,
      boolean evict,
      double growthFactor,
      int minItemBytes,
      int maxItemBytes,
      boolean preallocate,
      boolean cas) {
    return new MemoryOptions(
        limitMegabytes,
        evict,
        growthFactor,
        minItemBytes,
        maxItemBytes,
        chunkMaxBytes(),
        preallocate,
        cas,
        hashPower,
        hashExpands,
        hashAlgorithm,
        trackSizes,
        reassignPages,
        automove,
        automoveRatio,
        automoveWindow,
        automoveFreeRatio,
        tailRepairSeconds);
  }

  LruOptions lru() {
    return new LruOptions(
        maintainer,
        maintainer,
        crawler,
        crawlerSleepMicros,
        crawlerToCrawl,
        hotPercent,
        warmPercent,
        hotMaxFactor,
        warmMaxFactor,
        temporary,
        temporaryTtlSeconds);
  }
}
