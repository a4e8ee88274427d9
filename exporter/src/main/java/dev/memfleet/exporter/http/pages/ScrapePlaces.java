package dev.memfleet.exporter.http.pages;

import dev.memfleet.exporter.node.NodeAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * How many scrapes may wait for their targets. A target that hangs holds few places, however often
 * it is scraped, and the places of all are as many as there is memory for their answers: an agent
 * that is scraped for a fleet answers for its healthy part, whatever the others do. Event loop
 * only.
 */
public final class ScrapePlaces {
  /** More than the replicas of a Prometheus, which share one poll. */
  static final int PER_TARGET = 4;

  /** Bytes of heap for one: its answer and its page, when both are large. */
  private static final long MEMORY = 256 * 1024;

  private final int most;
  private final Map<NodeAddress, Integer> waiting = new HashMap<>();
  private int all;

  ScrapePlaces(int most) {
    this.most = most;
  }

  /**
   * As many as this process has memory for.
   *
   * @param atLeast but not fewer; 0 for no limit
   */
  public static ScrapePlaces ofProcess(int atLeast) {
    long memory = Runtime.getRuntime().maxMemory() / MEMORY;
    return new ScrapePlaces(
        atLeast == 0 ? Integer.MAX_VALUE : (int) Math.max(atLeast, Math.min(memory, 1 << 20)));
  }

  /** Why there is none for one more scrape of a target, or an empty text: it has one then. */
  String take(NodeAddress target) {
    int own = waiting.getOrDefault(target, 0);
    if (own >= PER_TARGET) {
      return "%d scrapes of this target are under way, try again later.".formatted(own);
    }
    if (all >= most) {
      return "Limit of concurrent scrapes reached (%d), try again later.".formatted(most);
    }
    waiting.put(target, own + 1);
    all++;
    return "";
  }

  void free(NodeAddress target) {
    waiting.computeIfPresent(target, (same, own) -> own == 1 ? null : own - 1);
    all--;
  }
}
