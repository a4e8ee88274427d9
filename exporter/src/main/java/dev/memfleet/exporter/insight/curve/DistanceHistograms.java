package dev.memfleet.exporter.insight.curve;

/**
 * Histograms of the ends of intervals between two touches of a key, by distance: ended in a hit,
 * ended in any way, and still open at the end of the window. Distances are in buckets, 32 to each
 * doubling from 4 KiB.
 */
final class DistanceHistograms {
  static final int BUCKETS = 32 * 34;
  private static final int PER_DOUBLING = 32;
  private static final double FIRST = 4096;

  private final double[][] hits;
  private final double[] countEnd = new double[BUCKETS];
  private final double[] censored = new double[BUCKETS];
  private double gets;

  /**
   * @param kinds of hits
   */
  DistanceHistograms(int kinds) {
    hits = new double[kinds][BUCKETS];
  }

  private static double place(double distance) {
    return distance <= FIRST ? 0 : PER_DOUBLING * Math.log(distance / FIRST) / Math.log(2);
  }

  private static int bucket(double distance) {
    return Math.min(BUCKETS - 1, (int) place(distance));
  }

  void get(double weight) {
    gets += weight;
  }

  double gets() {
    return gets;
  }

  /** Counts an end that was no hit. */
  void countEnd(double distance, double weight) {
    countEnd[bucket(distance)] += weight;
  }

  /**
   * Counts an end in a get.
   *
   * @param kinds a bit for each kind of hit that it is
   */
  void reused(double distance, int kinds, double weight) {
    int bucket = bucket(distance);
    countEnd[bucket] += weight;
    for (int kind = 0; kind < hits.length; kind++) {
      if (((kinds >> kind) & 1) != 0) {
        hits[kind][bucket] += weight;
      }
    }
  }

  /** Counts an interval that has not ended. */
  void open(double distance, double weight) {
    censored[bucket(distance)] += weight;
  }

  /** Adds another's counts, or subtracts them with -1. */
  void add(DistanceHistograms other, int sign) {
    gets += sign * other.gets;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      countEnd[bucket] += sign * other.countEnd[bucket];
      censored[bucket] += sign * other.censored[bucket];
      for (int kind = 0; kind < hits.length; kind++) {
        hits[kind][bucket] += sign * other.hits[kind][bucket];
      }
    }
  }

  double intervals() {
    double all = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      all += countEnd[bucket] + censored[bucket];
    }
    return all;
  }

  /**
   * Expected number of intervals that end in a hit within a distance, including those still open:
   * the Aalen-Johansen estimator of a cumulative incidence.
   */
  double hitsWithin(double distance, int kind) {
    double last = place(distance);
    double all = intervals();
    double atRisk = all;
    double survival = 1;
    double incidence = 0;
    for (int bucket = 0; bucket < BUCKETS && bucket < last && atRisk > 0; bucket++) {
      double part = Math.min(1, last - bucket);
      double exposed = atRisk - censored[bucket] / 2;
      if (exposed > 0) {
        incidence += part * survival * Math.max(0, hits[kind][bucket]) / exposed;
        survival *= Math.max(0, 1 - countEnd[bucket] / exposed);
      }
      atRisk -= countEnd[bucket] + censored[bucket];
    }
    return Math.min(1, incidence) * all;
  }

  /** The largest distance that the given number of intervals have survived. */
  double maxDistance(double intervals) {
    double atRisk = intervals();
    int bucket = 0;
    while (bucket < BUCKETS && atRisk - countEnd[bucket] - censored[bucket] >= intervals) {
      atRisk -= countEnd[bucket] + censored[bucket];
      bucket++;
    }
    return FIRST * Math.pow(2, bucket / (double) PER_DOUBLING);
  }
}
