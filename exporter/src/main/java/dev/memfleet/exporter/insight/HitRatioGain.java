package dev.memfleet.exporter.insight;

import java.util.Locale;

/**
 * What a change does to the hit ratio.
 *
 * @param points by which the hit ratio rises, as a part of 1; 0 where that is not known
 * @param error the true one is within this; NaN where it is not known
 */
public record HitRatioGain(double points, double error) {
  static final HitRatioGain NONE = new HitRatioGain(0, Double.NaN);

  public boolean isKnown() {
    return !Double.isNaN(error);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "+%.1f points \u00b1 %.1f", points * 100, error * 100);
  }
}
