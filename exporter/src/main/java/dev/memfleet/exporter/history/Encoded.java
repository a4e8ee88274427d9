package dev.memfleet.exporter.history;

/**
 * A compact number, zero or more, in sixteen bits: its logarithm in steps of 0.1 %, from a
 * billionth to 10^19. Zero and the absence of a value have their own codes.
 */
final class Encoded {
  private static final double STEP = Math.log1p(0.001);
  private static final double SMALLEST = 1e-9;
  private static final double MAX_VALUE = 2e19;
  private static final int NONE = 0xffff;
  private static final int LARGEST = NONE - 1;

  private Encoded() {}

  static short of(double value) {
    if (Double.isNaN(value) || value < 0) {
      return (short) NONE;
    }
    if (value < SMALLEST) {
      return 0;
    }
    double bounded = Math.min(value, MAX_VALUE);
    return (short) Math.min(LARGEST, 1 + Math.round(Math.log(bounded / SMALLEST) / STEP));
  }

  /** The number, to within 0.05 %; NaN for none. */
  static double decoded(short code) {
    int number = code & 0xffff;
    return switch (number) {
      case 0 -> 0;
      case NONE -> Double.NaN;
      default -> SMALLEST * Math.exp((number - 1) * STEP);
    };
  }
}
