package dev.memfleet.exporter.insight;

import static dev.memfleet.exporter.insight.Verdict.STOPPED;
import static dev.memfleet.exporter.insight.Verdict.UNSUPPORTED;

/** The conditions under which a dump could harm a node and is refused. */
final class DumpRules {
  private static final ServerVersion FIRST = new ServerVersion(1, 4, 31);

  /**
   * The first version in which a stalled reader makes the node write past the end of its buffer.
   */
  private static final ServerVersion RISKY = new ServerVersion(1, 6, 19);

  private static final ServerVersion FIXED_IN = new ServerVersion(1, 6, 44);

  private DumpRules() {}

  /** Refuses a node that cannot or must not be dumped. */
  static void check(NodeSample node, DumpSettings settings) {
    ServerVersion version = WatchRules.version(node);
    if (version.isBefore(FIRST)) {
      throw new RefusedException(
          UNSUPPORTED, "memcached %s (dumping needs %s)".formatted(version, FIRST));
    }
    if (!node.has("lru_crawler_running") || !node.has("curr_items")) {
      throw new RefusedException(
          UNSUPPORTED, "the node does not report curr_items and lru_crawler_running");
    }
    if (!settings.allowRisky() && !version.isBefore(RISKY) && version.isBefore(FIXED_IN)) {
      throw new RefusedException(
          STOPPED,
          "a dump may crash memcached %s to 1.6.43, and this is %s (allowed by allow_risky_dump)"
              .formatted(RISKY, version));
    }
    double items = node.get("curr_items");
    if (items > settings.maxItems()) {
      throw new RefusedException(
          STOPPED,
          "the node has %d items (at most %d)".formatted((long) items, settings.maxItems()));
    }
  }

  static boolean isCrawling(NodeSample node) {
    return node.get("lru_crawler_running") > 0;
  }
}
