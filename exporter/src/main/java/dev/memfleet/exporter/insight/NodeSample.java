package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.client.NodeClient;
import dev.memfleet.exporter.insight.curve.Capacity;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.protocol.StatsReply;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A node's answers to {@code stats} at one time.
 *
 * @param nanoTime when, on the monotonic clock
 * @param settings the answer to {@code stats settings}, empty if not requested
 * @param items that to {@code stats items}, empty if not requested
 * @param slabs that to {@code stats slabs}, empty if not requested
 */
record NodeSample(
    long nanoTime,
    Map<String, String> stats,
    Map<String, String> settings,
    Map<String, String> items,
    Map<String, String> slabs) {
  static final int MAX_CLASSES = 256;

  NodeSample {
    stats = Collections.unmodifiableMap(stats);
    settings = Collections.unmodifiableMap(settings);
    items = Collections.unmodifiableMap(items);
    slabs = Collections.unmodifiableMap(slabs);
  }

  /** Asks a node; fails with {@link RefusedException} if it refuses {@code stats}. */
  static Future<NodeSample> ask(NodeClient client, Set<Section> sections, Duration timeout) {
    return client
        .ask(sections, timeout)
        .compose(
            replies -> {
              String refusal =
                  replies.getOrDefault(Section.STATS, StatsReply.refused("")).refusal();
              return refusal == null
                  ? Future.succeededFuture(of(replies, System.nanoTime()))
                  : Future.failedFuture(
                      new RefusedException(
                          Verdict.UNSUPPORTED, "the node refused stats: " + refusal));
            });
  }

  static NodeSample of(Map<Section, StatsReply> replies, long nanoTime) {
    return new NodeSample(
        nanoTime,
        table(replies.get(Section.STATS)),
        table(replies.get(Section.SETTINGS)),
        table(replies.get(Section.ITEMS)),
        table(replies.get(Section.SLABS)));
  }

  /** Copies a reply to a table, because the reply's memory is reused. */
  private static Map<String, String> table(@Nullable StatsReply reply) {
    Map<String, String> stats = new HashMap<>();
    if (reply == null) {
      return stats;
    }
    reply.forEach(
        (bytes, name, nameEnd, value, valueEnd) ->
            stats.put(text(bytes, name, nameEnd), text(bytes, value, valueEnd)));
    return stats;
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  boolean has(String stat) {
    return stats.containsKey(stat);
  }

  /** A numeric stat; 0 if missing. */
  double get(String stat) {
    return number(stats.getOrDefault(stat, "0"));
  }

  static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** The increase of a stat since an earlier sample. */
  double since(NodeSample earlier, String stat) {
    return get(stat) - earlier.get(stat);
  }

  double secondsSince(NodeSample earlier) {
    return (nanoTime - earlier.nanoTime) / 1e9;
  }

  /** Whether the node has evicted items for lack of memory since it started. */
  boolean evicts() {
    return get("evictions") > 0;
  }

  /** Whether the node has a watcher. */
  boolean isWatched() {
    return get("log_watchers") > 0;
  }

  /** The memory of the node's items. */
  Capacity capacity() {
    List<Integer> chunkSizes = new ArrayList<>(Collections.nCopies(MAX_CLASSES, 0));
    long bytes = 0;
    int pages = 0;
    int classes = 0;
    for (int number = 1; number < MAX_CLASSES; number++) {
      int chunk = (int) slab(number, "chunk_size");
      int ownPages = (int) slab(number, "total_pages");
      chunkSizes.set(number, chunk);
      bytes += (long) chunk * (long) slab(number, "used_chunks");
      pages += ownPages;
      classes += ownPages > 0 ? 1 : 0;
    }
    return new Capacity(bytes, pages, classes, chunkSizes, evicts());
  }

  double slab(int number, String stat) {
    return number(slabs.getOrDefault(number + ":" + stat, "0"));
  }

  /** A numeric stat of a class' items; 0 if missing. */
  double item(int number, String stat) {
    return number(items.getOrDefault("items:" + number + ":" + stat, "0"));
  }

  /** A numeric setting; NaN if missing. */
  double setting(String name) {
    return settings.containsKey(name) ? number(settings.get(name)) : Double.NaN;
  }

  /** The share of its threads' time that the node was busy since an earlier sample. */
  double busySince(NodeSample earlier) {
    double computed = since(earlier, "rusage_user") + since(earlier, "rusage_system");
    return computed / Math.max(1e-9, secondsSince(earlier)) / Math.max(1, get("threads"));
  }

  /** The share of log lines that watchers lost since an earlier sample. */
  double lostSince(NodeSample earlier) {
    double dropped = since(earlier, "log_worker_dropped");
    double lost = dropped + since(earlier, "log_watcher_skipped");
    return lost <= 0 ? 0 : Math.min(1, lost / (since(earlier, "log_worker_written") + dropped));
  }

  /** Estimated lines per second for a watcher of fetchers and mutations. */
  double linesPerSecondSince(NodeSample earlier) {
    return perSecondSince(earlier, "cmd_get")
        + 2 * perSecondSince(earlier, "cmd_set")
        + perSecondSince(earlier, "cmd_touch")
        + perSecondSince(earlier, "cmd_meta");
  }

  /** The increase of a stat per second since an earlier sample. */
  double perSecondSince(NodeSample earlier, String stat) {
    return since(earlier, stat) / Math.max(1e-9, secondsSince(earlier));
  }
}
