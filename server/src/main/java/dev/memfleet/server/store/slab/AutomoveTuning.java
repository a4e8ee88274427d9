package dev.memfleet.server.store.slab;

/**
 * The settings of automatic page moves ({@code -o slab_automove}).
 *
 * @param enabled whether pages are moved automatically
 * @param eager a class gets a page at each eviction, instead of by age
 * @param ratio a class that evicts gets a page of a class with older items if its own age is less
 *     than this fraction of the age of that class
 * @param windowSeconds seconds of history that a move is based on; at most an hour
 */
public record AutomoveTuning(boolean enabled, boolean eager, double ratio, int windowSeconds) {
  private static final int MAX_WINDOW = 3600;

  public AutomoveTuning {
    windowSeconds = Math.min(windowSeconds, MAX_WINDOW);
  }

  /** memcached's defaults. */
  public static final AutomoveTuning DEFAULT = new AutomoveTuning(true, false, 0.8, 30);
}
