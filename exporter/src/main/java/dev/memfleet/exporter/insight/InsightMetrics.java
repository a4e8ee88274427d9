package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.insight.Recommendation.Kind;
import dev.memfleet.exporter.insight.curve.Curve;
import dev.memfleet.exporter.insight.curve.Curve.Point;
import dev.memfleet.exporter.insight.dump.Part;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.self.NodeSamples;
import dev.memfleet.exporter.self.SelfMetrics;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The metrics about the results of windows and dumps, at most 60 series of each kind per node. None
 * contains a key; prefixes are hashed if keys are.
 */
public final class InsightMetrics {
  /** Labels of these metrics in addition to those of the node and {@code slab}. */
  static final Set<String> LABELS = Set.of("id", "memory", "rank", "prefix", "kind");

  static final String PREFIX = "prefix";
  private static final int MAX_HOT_KEYS = 5;
  private static final int PREFIXES = 10;
  private static final int CLASSES = 20;

  private InsightMetrics() {}

  /** A metric's values from a node's last window or dump. */
  private interface Values<R> {
    void report(R report, Sample sample);
  }

  /** Receives one sample of a node; without the label if its name is null. */
  private interface Sample {
    void add(double value, @Nullable String label, String labelValue);
  }

  static void register(SelfMetrics self, Insight insight) {
    add(
        self,
        insight,
        "recommendation",
        "1 if the last window or dump resulted in the recommendation, else 0.",
        InsightMetrics::recommendations);
    single(
        self,
        insight,
        "lines_lost_ratio",
        "Share of the log lines that the node dropped in the last window.",
        WatchReport::lost);
    curve(
        self,
        insight,
        "capacity_bytes",
        "Bytes of the chunks in use when the node was last watched.",
        Curve::capacityBytes);
    curve(
        self,
        insight,
        "supported_memory_ratio",
        "Largest multiple of the current memory for which the last window allows a prediction.",
        Curve::support);
    points(
        self,
        insight,
        "predicted_hit_ratio",
        "Predicted hit ratio with this multiple of the node's memory; absent where the last window does not allow a prediction.",
        Point::hitRatio);
    points(
        self,
        insight,
        "predicted_hit_ratio_error",
        "Error bound of the predicted hit ratio.",
        Point::error);
    watch(
        self,
        insight,
        "hot_key_get_ratio",
        "Share of all gets that requested the hottest keys, by rank.",
        (report, sample) -> {
          List<HotKey> keys = report.keys();
          for (int rank = 0; rank < Math.min(MAX_HOT_KEYS, keys.size()); rank++) {
            sample.add(keys.get(rank).share(), "rank", Integer.toString(rank + 1));
          }
        });
    watch(
        self,
        insight,
        "prefix_get_ratio",
        "Share of all gets that requested keys with the prefix; other for the rest.",
        (report, sample) -> {
          double rest = 1;
          for (HotKey prefix :
              report.prefixes().stream().filter(p -> isNamed(p.name())).limit(PREFIXES).toList()) {
            sample.add(prefix.share(), PREFIX, prefix.name());
            rest -= prefix.share();
          }
          sample.add(Math.max(0, rest), PREFIX, Part.OTHER);
        });
    dumps(self, insight);
    add(
        self,
        insight,
        "last_success_timestamp_seconds",
        "Time of the last successful window or dump.",
        (known, sample) -> {
          known.report().ifPresent(report -> success(report.at(), JobKind.WATCH, sample));
          known.dumpReport().ifPresent(report -> success(report.at(), JobKind.DUMP, sample));
        });
  }

  private static void success(Instant at, JobKind kind, Sample sample) {
    sample.add((double) at.getEpochSecond(), "kind", kind.label());
  }

  private static boolean isNamed(String prefix) {
    return !prefix.isEmpty() && !prefix.equals(Part.OTHER);
  }

  private static void dumps(SelfMetrics self, Insight insight) {
    prefixes(
        self,
        insight,
        "prefix_items",
        "Items whose keys have the prefix; other for the rest.",
        Part::items);
    prefixes(self, insight, "prefix_bytes", "Bytes of the items of the prefix.", Part::bytes);
    dump(
        self,
        insight,
        "prefix_unfetched_ratio",
        "Share of the prefix's items that were never fetched.",
        (report, sample) -> {
          Map<String, Double> unfetched = byPrefix(report, Part::unfetched);
          byPrefix(report, Part::items)
              .forEach(
                  (prefix, items) ->
                      sample.add(unfetched.getOrDefault(prefix, 0.0) / items, PREFIX, prefix));
        });
    dump(
        self,
        insight,
        "slab_wasted_bytes",
        "Bytes wasted in used chunks, for the slab classes that waste most.",
        (report, sample) ->
            report.classes().stream()
                .map(SlabUse::items)
                .sorted(Comparator.comparingLong(items -> -items.wastedBytes()))
                .limit(CLASSES)
                .forEach(items -> sample.add((double) items.wastedBytes(), "slab", items.name())));
    dump(
        self,
        insight,
        "expired_resident_items",
        "Items that have expired or were flushed but still occupy memory.",
        (report, sample) -> sample.add(report.expiredResident(), null, ""));
    dump(
        self,
        insight,
        "items_without_ttl_ratio",
        "Share of the items that never expire.",
        (report, sample) -> sample.add(report.all().withoutTtlRatio(), null, ""));
  }

  private static void prefixes(
      SelfMetrics self, Insight insight, String name, String help, ToDoubleFunction<Part> value) {
    dump(
        self,
        insight,
        name,
        help,
        (report, sample) ->
            byPrefix(report, value).forEach((prefix, sum) -> sample.add(sum, PREFIX, prefix)));
  }

  /**
   * Sums by prefix, for the prefixes with the most bytes. The sum named {@code other} covers all
   * other items, including those with a prefix of that name and those without a prefix.
   */
  static Map<String, Double> byPrefix(DumpReport report, ToDoubleFunction<Part> value) {
    Map<String, Double> sums = new LinkedHashMap<>();
    for (Part part : report.prefixes()) {
      boolean named = isNamed(part.name()) && sums.size() < PREFIXES;
      sums.merge(named ? part.name() : Part.OTHER, value.applyAsDouble(part), Double::sum);
    }
    return sums;
  }

  private static void recommendations(NodeInsight known, Sample sample) {
    Set<Kind> given = EnumSet.noneOf(Kind.class);
    known.recommendations().forEach(one -> given.add(one.kind()));
    for (Kind kind : Kind.values()) {
      sample.add(given.contains(kind) ? 1 : 0, "id", kind.id());
    }
  }

  private static void watch(
      SelfMetrics self, Insight insight, String name, String help, Values<WatchReport> values) {
    add(
        self,
        insight,
        name,
        help,
        (known, sample) -> known.report().ifPresent(report -> values.report(report, sample)));
  }

  private static void dump(
      SelfMetrics self, Insight insight, String name, String help, Values<DumpReport> values) {
    add(
        self,
        insight,
        name,
        help,
        (known, sample) -> known.dumpReport().ifPresent(report -> values.report(report, sample)));
  }

  private static void single(
      SelfMetrics self,
      Insight insight,
      String name,
      String help,
      ToDoubleFunction<WatchReport> value) {
    watch(
        self,
        insight,
        name,
        help,
        (report, sample) -> sample.add(value.applyAsDouble(report), null, ""));
  }

  private static void curve(
      SelfMetrics self, Insight insight, String name, String help, ToDoubleFunction<Curve> value) {
    watch(
        self,
        insight,
        name,
        help,
        (report, sample) ->
            report.curve().ifPresent(curve -> sample.add(value.applyAsDouble(curve), null, "")));
  }

  private static void points(
      SelfMetrics self, Insight insight, String name, String help, ToDoubleFunction<Point> value) {
    watch(
        self,
        insight,
        name,
        help,
        (report, sample) ->
            report.curve().stream()
                .flatMap(curve -> curve.points().stream())
                .filter(Point::supported)
                .forEach(point -> sample.add(value.applyAsDouble(point), "memory", memory(point))));
  }

  private static String memory(Point point) {
    String text = Double.toString(point.memory());
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static void add(
      SelfMetrics self, Insight insight, String name, String help, Values<NodeInsight> values) {
    self.nodeGauges(
        "memcached_insight_" + name,
        help,
        samples ->
            insight
                .shown()
                .forEach(
                    (node, known) ->
                        report(node, known, insight.instanceLabel(), values, samples)));
  }

  private static void report(
      Target node,
      NodeInsight known,
      @Nullable String instanceLabel,
      Values<NodeInsight> values,
      NodeSamples samples) {
    Map<String, String> labels = labels(node, instanceLabel);
    values.report(
        known,
        (value, label, labelValue) -> {
          Map<String, String> all = new LinkedHashMap<>(labels);
          if (label != null) {
            all.put(label, labelValue);
          }
          samples.add(value, all);
        });
  }

  /** The labels of a node: its address, unless there is no label for it, and its own. */
  static Map<String, String> labels(Target node, @Nullable String instanceLabel) {
    Map<String, String> labels = new LinkedHashMap<>();
    if (instanceLabel != null) {
      labels.put(instanceLabel, node.address().toString());
    }
    node.labels().forEach(labels::putIfAbsent);
    return labels;
  }
}
