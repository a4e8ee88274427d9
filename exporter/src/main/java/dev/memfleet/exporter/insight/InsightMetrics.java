package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.fleet.WatchedNode;
import dev.memfleet.exporter.insight.Recommendation.Kind;
import dev.memfleet.exporter.insight.curve.Curve;
import dev.memfleet.exporter.insight.curve.Curve.Point;
import dev.memfleet.exporter.self.NodeSamples;
import dev.memfleet.exporter.self.SelfMetrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The metrics of what windows showed. None has a key in it; prefixes are hashed where keys are. */
public final class InsightMetrics {
  /** Labels of these metrics, which no node may have. */
  public static final Set<String> LABELS =
      Set.of("id", "memory", "rank", "prefix", "kind", "result");

  private static final int HOTTEST = 5;
  private static final int PREFIXES = 10;

  private InsightMetrics() {}

  /** What a node's last window gives for a metric. */
  private interface Values {
    void report(WatchReport report, Sample sample);
  }

  /** Takes one sample of a node; the label is left out where its name is null. */
  private interface Sample {
    void add(double value, @Nullable String label, String labelValue);
  }

  static void register(SelfMetrics self, Insight insight) {
    add(
        self,
        insight,
        "recommendation",
        "1 if the last window gives reason for the recommendation, else 0.",
        InsightMetrics::recommendations);
    single(
        self,
        insight,
        "lines_lost_ratio",
        "Part of the lines that the node left out.",
        WatchReport::lost);
    curve(
        self,
        insight,
        "capacity_bytes",
        "Memory of the chunks in use when the node was last watched.",
        Curve::capacityBytes);
    curve(
        self,
        insight,
        "supported_memory_ratio",
        "Up to how many times the present memory the last window says anything.",
        Curve::support);
    points(
        self,
        insight,
        "predicted_hit_ratio",
        "Hit ratio that the node would have with this multiple of its memory; only where the last window supports it.",
        Point::hitRatio);
    points(
        self,
        insight,
        "predicted_hit_ratio_error",
        "The predicted hit ratio is within this of the real one.",
        Point::error);
    add(
        self,
        insight,
        "hot_key_get_ratio",
        "Part of all gets that were for the hottest key, the second hottest and so on.",
        (report, sample) -> {
          List<Hot> keys = report.keys();
          for (int rank = 0; rank < Math.min(HOTTEST, keys.size()); rank++) {
            sample.add(keys.get(rank).share(), "rank", Integer.toString(rank + 1));
          }
        });
    add(
        self,
        insight,
        "prefix_get_ratio",
        "Part of all gets that were for keys of the prefix; other for the rest.",
        (report, sample) -> {
          double rest = 1;
          for (Hot prefix :
              report.prefixes().stream()
                  .filter(p -> !p.name().isEmpty())
                  .limit(PREFIXES)
                  .toList()) {
            sample.add(prefix.share(), "prefix", prefix.name());
            rest -= prefix.share();
          }
          sample.add(Math.max(0, rest), "prefix", "other");
        });
    add(
        self,
        insight,
        "last_success_timestamp_seconds",
        "When the node was last watched.",
        (report, sample) -> sample.add((double) report.at().getEpochSecond(), "kind", "watch"));
  }

  private static void recommendations(WatchReport report, Sample sample) {
    List<Kind> given = Recommendation.of(report).stream().map(Recommendation::kind).toList();
    for (Kind kind : Kind.values()) {
      sample.add(given.contains(kind) ? 1 : 0, "id", kind.id());
    }
  }

  private static void single(
      SelfMetrics self,
      Insight insight,
      String name,
      String help,
      ToDoubleFunction<WatchReport> value) {
    add(
        self,
        insight,
        name,
        help,
        (report, sample) -> sample.add(value.applyAsDouble(report), null, ""));
  }

  private static void curve(
      SelfMetrics self, Insight insight, String name, String help, ToDoubleFunction<Curve> value) {
    add(
        self,
        insight,
        name,
        help,
        (report, sample) ->
            report.curve().ifPresent(curve -> sample.add(value.applyAsDouble(curve), null, "")));
  }

  private static void points(
      SelfMetrics self, Insight insight, String name, String help, ToDoubleFunction<Point> value) {
    add(
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
      SelfMetrics self, Insight insight, String name, String help, Values values) {
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
      WatchedNode node,
      NodeInsight known,
      @Nullable String instanceLabel,
      Values values,
      NodeSamples samples) {
    Map<String, String> labels = new LinkedHashMap<>();
    if (instanceLabel != null) {
      labels.put(instanceLabel, node.address().toString());
    }
    node.target().labels().forEach(labels::putIfAbsent);
    Optional<WatchReport> report = known.report();
    report.ifPresent(
        shown ->
            values.report(
                shown,
                (value, label, labelValue) -> {
                  Map<String, String> all = new LinkedHashMap<>(labels);
                  if (label != null) {
                    all.put(label, labelValue);
                  }
                  samples.add(value, all);
                }));
  }
}
