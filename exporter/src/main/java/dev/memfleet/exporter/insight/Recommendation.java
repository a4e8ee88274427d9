package dev.memfleet.exporter.insight;

import java.util.List;
import java.util.Locale;

/**
 * What to change on a node, for a person to do; the agent changes nothing.
 *
 * @param kind what it is about
 * @param evidence what was seen
 * @param gain what is to be expected of it
 * @param action how to do it
 * @param risk what may go wrong
 * @param undo how to go back
 * @param points of the hit ratio to win, by which they are ranked; 0 for other gains
 */
public record Recommendation(
    Kind kind,
    String evidence,
    String gain,
    String action,
    String risk,
    String undo,
    double points) {
  /** What recommendations are about. */
  public enum Kind {
    MEMORY_GROW("memory.grow"),
    MEMORY_SHRINK("memory.shrink"),
    MEMORY_FLAT("memory.flat"),
    SLAB_MANY("slab.many_for_memory"),
    KEY_HOT("key.hot"),
    LOG_BUFFERS("log.buffers");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    /** Its name in metrics and JSON. */
    public String id() {
      return id;
    }
  }

  /** All that a window's report gives reason for, the greatest gain first. */
  public static List<Recommendation> of(WatchReport report) {
    return new Recommendations(report).all();
  }

  static String percent(double ratio) {
    return String.format(Locale.ROOT, "%.1f %%", ratio * 100);
  }

  static String points(double ratio) {
    return String.format(Locale.ROOT, "%.1f points", ratio * 100);
  }
}
