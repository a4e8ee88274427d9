package dev.memfleet.exporter.insight.dump;

import dev.memfleet.exporter.insight.dump.SlabLayout.Fit;
import java.util.List;

/**
 * How a node's items fit in its slab classes, and would fit in others.
 *
 * @param present with the growth factor that the node has
 * @param others with other factors
 * @param largestChunk in bytes
 * @param almostLargest the size that one item in a thousand exceeds
 * @param oversized items that need more than one chunk
 */
public record Slabs(
    Fit present, List<Fit> others, int largestChunk, long almostLargest, long oversized) {
  private static final List<Double> FACTORS = List.of(1.08, 1.10, 1.12, 1.15, 1.20, 1.25);
  private static final double ALMOST_ALL = 0.999;

  public Slabs {
    others = List.copyOf(others);
  }

  static Slabs of(SlabLayout layout, SizeCounts items) {
    List<Fit> others =
        FACTORS.stream()
            .filter(factor -> factor != layout.factor())
            .map(factor -> new SlabLayout(factor, layout.smallest(), layout.largest()).fit(items))
            .toList();
    return new Slabs(
        layout.fit(items),
        others,
        layout.largest(),
        items.quantile(ALMOST_ALL),
        items.above(layout.largest()));
  }

  /** Whether a layout has classes below its largest chunk for almost all items. */
  public boolean covers(Fit fit) {
    return almostLargest <= fit.belowLargest();
  }
}
