package dev.memfleet.exporter.insight;

import java.util.Locale;

/**
 * The effect of a change on the hit ratio.
 *
 * @param points increase of the hit ratio, as a fraction of 1; 0 if unknown
 * @param error the true increase is within this; NaN if unknown
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
