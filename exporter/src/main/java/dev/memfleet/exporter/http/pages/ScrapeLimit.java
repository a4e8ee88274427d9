package dev.memfleet.exporter.http.pages;

import dev.memfleet.exporter.client.Confinement;
import dev.memfleet.exporter.node.NodeAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits concurrent scrapes. A target that hangs occupies only a part of the places, however often
 * it is scraped, and the total is limited by the memory for answers, so that healthy targets are
 * always answered. Confined to one event loop.
 */
public final class ScrapeLimit {
  /** Heap bytes per scrape: its answer and its page, if both are large. */
  private static final long MEMORY = 256 * 1024;

  private final Confinement loop = new Confinement();
  private final int most;
  private final int perTarget;
  private final Map<NodeAddress, Integer> waiting = new HashMap<>();
  private int all;

  /**
   * @param most concurrent scrapes of all targets together
   * @param perTarget concurrent scrapes of one target
   */
  ScrapeLimit(int most, int perTarget) {
    this.most = most;
    this.perTarget = perTarget;
  }

  /**
   * As many places as this process has memory for.
   *
   * @param perTarget limit of one target, and minimum for all together; 0 for no limits
   */
  public static ScrapeLimit ofProcess(int perTarget) {
    if (perTarget == 0) {
      return new ScrapeLimit(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }
    long memory = Math.min(Runtime.getRuntime().maxMemory() / MEMORY, 1 << 20);
    return new ScrapeLimit((int) Math.max(perTarget, memory), perTarget);
  }

  /**
   * Takes a place for a scrape of a target. Returns the reason for refusing it, or an empty text.
   */
  String take(NodeAddress target) {
    loop.check();
    int own = waiting.getOrDefault(target, 0);
    if (own >= perTarget) {
      return "%d scrapes of this target are in flight, retry later.".formatted(own);
    }
    if (all >= most) {
      return "Limit of concurrent scrapes reached (%d), try again later.".formatted(most);
    }
    waiting.put(target, own + 1);
    all++;
    return "";
  }

  /** Releases a place. */
  void free(NodeAddress target) {
    loop.check();
    waiting.computeIfPresent(target, (same, own) -> own == 1 ? null : own - 1);
    all--;
  }
}
