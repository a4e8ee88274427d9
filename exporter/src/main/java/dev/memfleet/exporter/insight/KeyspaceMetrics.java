package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.insight.dump.Distributions;
import dev.memfleet.exporter.insight.dump.Histogram;
import dev.memfleet.exporter.insight.dump.Part;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.self.SelfMetrics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The metrics about the distribution of a node's items in its last dump, if that was counted. Off
 * by default.
 */
final class KeyspaceMetrics {
  private KeyspaceMetrics() {}

  static void register(SelfMetrics self, Insight insight) {
    self.nodeGauges(
        name("items"),
        "Items by key prefix in the last dump; other for the rest.",
        samples ->
            forEach(
                insight,
                (report, labels) ->
                    InsightMetrics.byPrefix(report, Part::items)
                        .forEach(
                            (prefix, items) ->
                                samples.add(items, with(labels, InsightMetrics.PREFIX, prefix)))));
    gauge(
        self,
        insight,
        "items_without_ttl",
        "Items that never expire in the last dump.",
        report -> report.all().withoutTtl());
    gauge(
        self,
        insight,
        "items_unfetched",
        "Items in the last dump that were never fetched since they were stored.",
        report -> report.all().unfetched());
    gauge(
        self,
        insight,
        "scan_duration_seconds",
        "Duration of the last dump.",
        report -> report.took().toNanos() / 1e9);
    histogram(
        self,
        insight,
        "item_bytes",
        "Size of the items in the last dump, with key and header.",
        Distributions::bytes);
    histogram(
        self,
        insight,
        "ttl_seconds",
        "Remaining time to live of the items in the last dump that expire.",
        Distributions::ttlSeconds);
    histogram(
        self,
        insight,
        "idle_seconds",
        "Upper bound of the time since the items in the last dump were last used.",
        Distributions::idleSeconds);
  }

  private static String name(String name) {
    return "memcached_keyspace_" + name;
  }

  private static void gauge(
      SelfMetrics self,
      Insight insight,
      String name,
      String help,
      ToDoubleFunction<DumpReport> value) {
    self.nodeGauges(
        name(name),
        help,
        samples ->
            forEach(insight, (report, labels) -> samples.add(value.applyAsDouble(report), labels)));
  }

  private static void histogram(
      SelfMetrics self,
      Insight insight,
      String name,
      String help,
      Function<Distributions, Histogram> of) {
    self.nodeHistograms(
        name(name),
        help,
        histograms ->
            forEach(
                insight,
                (report, labels) -> {
                  Histogram items = of.apply(report.distributions().orElseThrow());
                  histograms.add(items.upTo(), items.count(), items.sum(), labels);
                }));
  }

  private static void forEach(Insight insight, BiConsumer<DumpReport, Map<String, String>> action) {
    if (insight.showsKeyspace()) {
      insight.shown().forEach((node, known) -> forDump(insight, node, known, action));
    }
  }

  private static void forDump(
      Insight insight,
      Target node,
      NodeInsight known,
      BiConsumer<DumpReport, Map<String, String>> action) {
    known
        .dumpReport()
        .filter(report -> report.distributions().isPresent())
        .ifPresent(
            report -> action.accept(report, InsightMetrics.labels(node, insight.instanceLabel())));
  }

  private static Map<String, String> with(Map<String, String> labels, String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(labels);
    all.put(name, value);
    return all;
  }
}
