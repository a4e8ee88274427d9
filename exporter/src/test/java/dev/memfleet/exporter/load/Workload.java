package dev.memfleet.exporter.load;

import java.util.SplittableRandom;

/**
 * Requests that are the same for the same seed. The size of a key's value is lognormal (median 220
 * B, at most 12 KB), its time to live 30 s to 10 min or none; both depend on the key alone.
 */
public final class Workload implements Requests {
  /** What clients ask for; at scale 1 meant for 80 MB and 20,000 requests a second. */
  public enum Kind {
    /** Zipf's law. */
    ZIPF(2_000_000, 1.0, 0, 0, 0, false, 0),

    /** Flatter, with a tenth of keys that come once, overwrites and times to live. */
    SCANNED(1_000_000, 0.9, 0.1, 0, 0.03, true, 0),

    /** Steeper, with a fifth of the requests in a loop over 200,000 keys: a hit ratio cliff. */
    CLIFF(1_000_000, 1.2, 0.2, 200_000, 0, true, 0),

    /** Zipf's law with few keys that come once, and times to live. */
    EXPIRING(2_000_000, 1.0, 0.05, 0, 0, true, 0),

    /** Other keys and another law every 10 to 40 s; values of one size. */
    PHASES(200_000, 0.8, 0, 0, 0, false, 100),

    /** Zipf's law, and values of one size. */
    SMALL(200_000, 0.9, 0, 0, 0, false, 100),

    /** Few keys, and many that come once; values of one size. */
    JUNK(2_000, 0.6, 0.2, 0, 0, false, 100);

    private final int keys;
    private final double skew;
    private final double scan;
    private final int cycle;
    private final double overwrites;
    private final boolean expires;
    private final int size;

    /**
     * @param size of all values; 0 for a lognormal one
     */
    Kind(
        int keys,
        double skew,
        double scan,
        int cycle,
        double overwrites,
        boolean expires,
        int size) {
      this.keys = keys;
      this.skew = skew;
      this.scan = scan;
      this.cycle = cycle;
      this.overwrites = overwrites;
      this.expires = expires;
      this.size = size;
    }
  }

  private static final int LONGEST_PHASE = 600_000;
  private static final double MEDIAN = 220;
  private static final int LARGEST = 12_000;
  private static final int[] SIZES = sizes();

  private final Kind kind;
  private final SplittableRandom random;
  private final Zipf zipf;
  private final int keys;
  private final int cycle;
  private int scanned;
  private int first;
  private double scan;
  private int phaseCycle;
  private int phaseLeft;
  private boolean overwrite;

  /**
   * @param scale of the number of keys
   */
  public Workload(Kind kind, long seed, double scale) {
    this.kind = kind;
    random = new SplittableRandom(seed);
    keys = (int) (kind.keys * scale);
    zipf = new Zipf(keys, kind.skew);
    scan = kind.scan;
    cycle = (int) (kind.cycle * scale);
    phaseCycle = cycle;
  }

  @Override
  public int next() {
    if (kind == Kind.PHASES && phaseLeft-- <= 0) {
      phase();
    }
    overwrite = kind.overwrites > 0 && random.nextDouble() < kind.overwrites;
    if (scan > 0 && random.nextDouble() < scan) {
      scanned++;
      return keys + (phaseCycle == 0 ? scanned : scanned % phaseCycle);
    }
    return (first + zipf.next(random)) % keys;
  }

  /** Another part of the keys is hot, and more or less of the requests go round. */
  private void phase() {
    phaseLeft = LONGEST_PHASE / 4 + random.nextInt(LONGEST_PHASE * 3 / 4);
    first = random.nextInt(4) * (keys / 4);
    scan = random.nextInt(4) * 0.25;
    phaseCycle = keys / 10 + random.nextInt(keys / 4);
  }

  @Override
  public boolean isOverwrite() {
    return overwrite;
  }

  @Override
  public int size(int key) {
    return kind.size > 0 ? kind.size : SIZES[(int) (mixed(key) >>> 52)];
  }

  @Override
  public int ttl(int key) {
    long bits = mixed(key);
    return kind.expires && (bits & 1) == 0 ? 30 + (int) ((bits >>> 8) & 0xFFFF) * 570 / 0xFFFF : 0;
  }

  private static long mixed(int key) {
    long mixed = (key + 1) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  private static int[] sizes() {
    SplittableRandom random = new SplittableRandom(220);
    int[] sizes = new int[4096];
    for (int i = 0; i < sizes.length; i++) {
      double normal =
          Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
              * Math.cos(2 * Math.PI * random.nextDouble());
      sizes[i] = (int) Math.min(LARGEST, MEDIAN * Math.exp(normal));
    }
    return sizes;
  }
}
