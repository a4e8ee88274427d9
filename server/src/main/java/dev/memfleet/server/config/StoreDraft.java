package dev.memfleet.server.config;

import static dev.memfleet.server.config.Draft.check;
import static dev.memfleet.server.config.Draft.refuse;

import dev.memfleet.server.store.StoreOptions;
import dev.memfleet.server.store.lru.CrawlerTuning;
import dev.memfleet.server.store.lru.LruTuning;
import dev.memfleet.server.store.slab.AutomoveTuning;
import dev.memfleet.server.store.slab.SlabClasses;
import dev.memfleet.server.store.slab.SlabOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A mutable builder of the options of memory and items, filled by the command-line parser. */
final class StoreDraft {
  private static final int LOWEST_HASH_POWER = 12;
  private static final int HIGHEST_HASH_POWER = 32;
  private static final int DEFAULT_HASH_POWER = 16;
  private static final int GIBIBYTE = 1 << 30;

  int limitMegabytes = 64;
  boolean evict = true;
  boolean cas = true;
  int minItemBytes = 48;
  long maxItemBytes = SlabOptions.PAGE_SIZE;
  boolean maintainer = true;
  boolean crawler = true;
  int hotPercent = 20;
  int warmPercent = 40;
  double hotMaxFactor = 0.2;
  double warmMaxFactor = 2.0;
  boolean trackSizes;
  boolean hashExpands = true;
  boolean reassignPages = true;
  int automove = 1;
  double automoveFreeRatio = 0.01;
  private double growthFactor = 1.25;
  private long chunkMaxBytes = 512 << 10;
  private List<Integer> slabSizes = List.of();
  private boolean preallocate;
  private int hashPower;
  private String hashAlgorithm = "murmur3";
  private int tailRepairSeconds;
  private int crawlerSleepMicros = 100;
  private int crawlerToCrawl;
  private boolean temporary;
  private int temporaryTtlSeconds = 61;
  private double automoveRatio = 0.8;
  private int automoveWindow = 30;

  void growthFactor(String value) throws UsageException {
    growthFactor = Numbers.atof(value);
    check(growthFactor > 1.0, "Factor must be greater than 1");
  }

  void preallocate(List<String> notices) {
    preallocate = true;
    notices.add("-L: memory is allocated at the start, without huge pages");
  }

  void hashPower(Argument value) throws UsageException {
    hashPower = Numbers.atoi(value.requireNumeric());
    String subject = "Initial hashtable multiplier of " + hashPower;
    check(hashPower >= LOWEST_HASH_POWER, subject + " is too low");
    check(
        hashPower <= HIGHEST_HASH_POWER,
        subject
            + " is too high\n"
            + "Choose a value based on \"STAT hash_power_level\" from a running instance");
  }

  void hashAlgorithm(Argument value, List<String> notices) throws UsageException {
    hashAlgorithm = value.requireArgument();
    check(
        List.of("jenkins", "murmur3", "xxh3").contains(hashAlgorithm),
        "Unknown hash_algorithm option (jenkins, murmur3, xxh3)");
    notices.add("-o hash_algorithm: ignored, there is one hash function");
  }

  void tailRepair(Argument value) throws UsageException {
    tailRepairSeconds = Numbers.atoi(value.requireNumeric());
    check(tailRepairSeconds >= 10, "Cannot set tail_repair_time to less than 10 seconds");
  }

  void crawlerSleep(Argument value) throws UsageException {
    crawlerSleepMicros = Numbers.atoi(value.requireValue());
    check(
        crawlerSleepMicros >= 0 && crawlerSleepMicros <= 1_000_000,
        "LRU crawler sleep must be between 0 and 1 second");
  }

  void crawlerToCrawl(Argument value) throws UsageException {
    String number = value.requireValue();
    check(Numbers.isUnsignedInt(number), "lru_crawler_tocrawl takes a numeric 32bit value");
    crawlerToCrawl = (int) Long.parseLong(number);
  }

  void temporaryTtl(Argument value) throws UsageException {
    temporaryTtlSeconds = Numbers.atoi(value.requireArgument());
    temporary = true;
  }

  void chunkMax(Argument value) throws UsageException {
    chunkMaxBytes = value.unsigned() << 10;
    check(chunkMaxBytes != 0, value.unreadable());
  }

  /** Makes the largest chunk as large as a page, so that most items need no more than one. */
  void wholeItems() {
    chunkMaxBytes = SlabOptions.PAGE_SIZE;
  }

  void slabSizes(Argument value) throws UsageException {
    List<Integer> sizes = new ArrayList<>();
    int last = 0;
    for (String word : value.requireArgument().split("-", -1)) {
      last = slabSize(word, last);
      sizes.add(last);
    }
    check(sizes.size() < SlabClasses.LIMIT - 1, "too many slab classes specified");
    slabSizes = List.copyOf(sizes);
  }

  private int slabSize(String word, int last) throws UsageException {
    long size = Numbers.isUnsignedInt(word) ? Long.parseLong(word) : -1;
    check(
        size >= minItemBytes && size <= chunkMaxBytes,
        "slab size " + word + " is out of valid range");
    String subject = "slab size " + size;
    check(size > last, subject + " cannot be lower than or equal to a previous class size");
    int step = SlabClasses.ALIGNMENT;
    check(
        size > last + step,
        subject + " must be at least " + step + " bytes larger than previous class");
    return (int) size;
  }

  void automove(Argument value) throws UsageException {
    String level = value.text();
    automove = level == null ? 1 : Numbers.atoi(level);
    check(automove >= 0 && automove <= 2, "slab_automove must be between 0 and 2");
  }

  void automoveRatio(Argument value) throws UsageException {
    automoveRatio = Numbers.atof(value.requireArgument());
    check(automoveRatio > 0 && automoveRatio <= 1, "slab_automove_ratio must be > 0 and < 1");
  }

  void automoveWindow(Argument value) throws UsageException {
    automoveWindow = Numbers.atoi(value.requireArgument());
    check(automoveWindow >= 3, "slab_automove_window must be > 2");
  }

  /** Sets the defaults of memcached 1.4 ({@code -o no_modern}). */
  void classic() {
    reassignPages = false;
    automove = 0;
    maintainer = false;
    crawler = false;
    hashAlgorithm = "jenkins";
  }

  /** Checks the sizes of memory, items and chunks against each other. */
  void validateSizes() throws UsageException {
    refuse(maxItemBytes < 1024, "Item max size cannot be less than 1024 bytes.");
    refuse(
        maxItemBytes > ((long) limitMegabytes << 20) / 2,
        "Cannot set item size limit higher than 1/2 of memory max.");
    refuse(maxItemBytes > GIBIBYTE, "Cannot set item size limit higher than a gigabyte.");
    int chunkMax = chunkMax();
    refuse(
        chunkMax > maxItemBytes,
        String.format(
            Locale.ROOT,
            "slab_chunk_max (bytes: %d) cannot be larger than -I (item_size_max %d)",
            chunkMax,
            maxItemBytes));
    refuse(
        maxItemBytes % chunkMax != 0,
        String.format(
            Locale.ROOT,
            "-I (item_size_max: %d) must be evenly divisible by slab_chunk_max (bytes: %d)",
            maxItemBytes,
            chunkMax));
    refuse(
        SlabOptions.PAGE_SIZE % chunkMax != 0,
        String.format(
            Locale.ROOT,
            "slab_chunk_max (bytes: %d) must divide evenly into %d (slab_page_size)",
            chunkMax,
            SlabOptions.PAGE_SIZE));
  }

  /** Checks the sum of the shares of the HOT and WARM segments. */
  void validateShares() throws UsageException {
    refuse(
        maintainer && hotPercent + warmPercent > 80,
        "hot_lru_pct + warm_lru_pct cannot be more than 80% combined");
  }

  private int chunkMax() {
    return (int) Math.min(chunkMaxBytes, Integer.MAX_VALUE);
  }

  /** The options of the store. */
  StoreOptions options() {
    return new StoreOptions(
        new SlabOptions(
            (long) limitMegabytes << 20,
            (int) maxItemBytes,
            minItemBytes,
            growthFactor,
            slabSizes,
            chunkMax(),
            preallocate,
            reassignPages),
        evict,
        cas,
        hashPower == 0 ? DEFAULT_HASH_POWER : hashPower,
        hashExpands,
        maintainer,
        new LruTuning(
            maintainer,
            hotPercent,
            warmPercent,
            hotMaxFactor,
            warmMaxFactor,
            temporary ? temporaryTtlSeconds : -1),
        new CrawlerTuning(crawler, crawlerSleepMicros, crawlerToCrawl),
        trackSizes);
  }

  /** How pages are moved between slab classes automatically. */
  AutomoveTuning automoveTuning() {
    return new AutomoveTuning(automove != 0, automove == 2, automoveRatio, automoveWindow);
  }

  /** The options that {@code stats settings} prints as given. */
  NominalOptions nominal() {
    return new NominalOptions(
        hashPower,
        hashAlgorithm,
        tailRepairSeconds,
        temporaryTtlSeconds,
        automove,
        automoveWindow,
        automoveFreeRatio);
  }
}
