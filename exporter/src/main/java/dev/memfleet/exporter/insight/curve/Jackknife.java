package dev.memfleet.exporter.insight.curve;

/**
 * The jackknife's standard error of an estimate from sampled keys, which are split into parts by
 * their hashes (Efron and Tibshirani: An Introduction to the Bootstrap, chapter 11).
 */
final class Jackknife {
  /** The number of parts. */
  static final int PARTS = 16;

  private Jackknife() {}

  /** The part of a key, from 0 to {@link #PARTS} - 1. */
  static int part(long hash) {
    return (int) (hash >>> 8) & (PARTS - 1);
  }

  /**
   * @param leftOut the estimates from all parts but one, for each part
   */
  static double standardError(double[] leftOut) {
    double mean = 0;
    for (double one : leftOut) {
      mean += one / PARTS;
    }
    double squares = 0;
    for (double one : leftOut) {
      squares += (one - mean) * (one - mean);
    }
    return Math.sqrt(squares * (PARTS - 1) / PARTS);
  }
}
