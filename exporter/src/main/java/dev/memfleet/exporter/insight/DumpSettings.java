package dev.memfleet.exporter.insight;

/**
 * Which nodes may be dumped, and what is counted.
 *
 * @param maxItems limit of a node's items
 * @param allowRisky whether to dump versions in which a stalled reader corrupts memory
 * @param distributions whether to count how the items are distributed, which only metrics show
 */
public record DumpSettings(int maxItems, boolean allowRisky, boolean distributions) {
  /** The defaults: about ten seconds for a dump. */
  public static final DumpSettings DEFAULT = new DumpSettings(20_000_000, false, false);

  public DumpSettings {
    checkedItems(maxItems);
  }

  /** Checks a limit of items: 1 or more. */
  public static int checkedItems(int items) {
    if (items < 1) {
      throw new IllegalArgumentException(items + ": expected 1 or more");
    }
    return items;
  }
}
