package dev.memfleet.exporter.insight;

/**
 * Which nodes may be dumped.
 *
 * @param maxItems that a node may have
 * @param allowRisky whether versions may be dumped in which a reader that stalls destroys memory
 */
public record DumpSettings(int maxItems, boolean allowRisky) {
  /** What holds where nothing else is said: about ten seconds of a dump. */
  public static final DumpSettings DEFAULT = new DumpSettings(20_000_000, false);

  public DumpSettings {
    checkedItems(maxItems);
  }

  static int checkedItems(int items) {
    if (items < 1) {
      throw new IllegalArgumentException(items + ": expected 1 or more");
    }
    return items;
  }
}
