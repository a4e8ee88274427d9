package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.verbs.Table.Column;
import dev.memfleet.exporter.cli.verbs.Table.Row;
import dev.memfleet.exporter.cli.verbs.Table.Tone;
import dev.memfleet.exporter.insight.DumpReport;
import dev.memfleet.exporter.insight.DumpResult;
import dev.memfleet.exporter.insight.HotKey;
import dev.memfleet.exporter.insight.Recommendation;
import dev.memfleet.exporter.insight.WatchReport;
import dev.memfleet.exporter.insight.WatchResult;
import dev.memfleet.exporter.insight.curve.Curve;
import dev.memfleet.exporter.insight.curve.Curve.Point;
import dev.memfleet.exporter.text.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * The printed report of a watched and dumped node.
 *
 * @param watched empty if watching was not requested
 * @param dumped empty if a dump was not requested
 */
record InsightReport(String address, Optional<WatchResult> watched, Optional<DumpResult> dumped) {
  static final String NO_PREFIX = "(none)";

  Printout printout() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("node", address);
    List<Table> tables = new ArrayList<>();
    watched.ifPresent(end -> add(end, facts, tables));
    dumped.ifPresent(end -> new DumpPrintout(end).addTo(facts, tables));
    if (report().isPresent() || dumpReport().isPresent()) {
      tables.add(recommendations());
    }
    if (tables.isEmpty()) {
      tables.add(table("keys", "KEY", "GETS", List.of(), Kind.RATE));
    }
    return new Printout(facts, tables);
  }

  private Optional<WatchReport> report() {
    return watched.flatMap(WatchResult::report);
  }

  private Optional<DumpReport> dumpReport() {
    return dumped.flatMap(DumpResult::report);
  }

  private static void add(WatchResult end, Map<String, Object> facts, List<Table> tables) {
    facts.put("verdict", end.verdict().label());
    if (!end.reason().isEmpty()) {
      facts.put("reason", end.reason());
    }
    end.report()
        .ifPresent(
            report -> {
              facts.put("version", report.version());
              facts.put("evictions_seconds", seconds(report.evictions()));
              facts.put("window_seconds", seconds(report.window()));
              facts.put("lines", report.lines());
              facts.put("lines_lost_ratio", report.lost());
              facts.put("cost_cores", report.cost());
              facts.put("gets", report.gets());
              facts.put("hit_ratio", report.hitRatio());
              report
                  .curve()
                  .ifPresent(curve -> facts.put("supported_memory_ratio", curve.support()));
              report.curve().ifPresent(curve -> facts.put("capacity_bytes", curve.capacityBytes()));
              tables.addAll(tables(report));
            });
  }

  String text(Palette colour) {
    StringJoiner parts = new StringJoiner("\n");
    report().ifPresent(report -> head(report, parts));
    dumpReport().ifPresent(report -> parts.add(DumpPrintout.head(address, report)));
    for (Recommendation one : Recommendation.of(report(), dumpReport())) {
      parts.add(
          "%s: %s%n  gain: %s%n  how:  %s%n  risk: %s%n  undo: %s%n"
              .formatted(
                  colour.strong(one.kind().id()),
                  Kind.TEXT.shown(one.evidence()),
                  one.gain(),
                  one.action(),
                  one.risk(),
                  one.undo()));
    }
    List<Table> tables = new ArrayList<>();
    report().ifPresent(report -> tables.addAll(tables(report)));
    dumpReport().ifPresent(report -> tables.addAll(DumpPrintout.tables(report)));
    for (Table table : tables) {
      if (!table.rows().isEmpty()) {
        parts.add(TextTable.print(table, colour));
      }
    }
    return parts.toString();
  }

  private void head(WatchReport report, StringJoiner parts) {
    parts.add(
        "%s  memcached %s, %s gets/s, hit ratio %s%nwatched %s%s: %s lines, %s lost, cost at most %s of a core%n"
            .formatted(
                address,
                Kind.TEXT.shown(report.version()),
                Kind.RATE.shown(report.getsPerSecond()),
                Kind.RATIO.shown(report.hitRatio()),
                Kind.SECONDS.shown(seconds(report.window())),
                report.evictions().isZero()
                    ? ""
                    : " after watching only evictions for "
                        + Kind.SECONDS.shown(seconds(report.evictions())),
                Kind.COUNT.shown((double) report.lines()),
                Kind.RATIO.shown(report.lost()),
                Kind.RATIO.shown(report.cost())));
    report
        .curve()
        .ifPresent(
            curve ->
                parts.add(
                    "hit ratio by memory: 1x is %s, the window supports %s (%s of %s keys)%n"
                        .formatted(
                            Kind.BYTES.shown(curve.capacityBytes()),
                            curve.supportedSizes(),
                            Kind.RATIO.shown(curve.sampling()),
                            Kind.COUNT.shown(
                                (double) Math.round(curve.sampledKeys() / curve.sampling())))));
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }

  private static List<Table> tables(WatchReport report) {
    List<Table> tables = new ArrayList<>();
    report.curve().ifPresent(curve -> tables.add(curve(curve)));
    tables.add(table("keys", "KEY", "GETS", report.keys(), Kind.RATE));
    tables.add(table("prefixes", "PREFIX", "GETS", report.prefixes(), Kind.RATE));
    tables.add(table("keys_by_bytes", "KEY", "BYTES", report.keysByBytes(), Kind.BYTES));
    return tables;
  }

  private Table recommendations() {
    List<Column> columns =
        Stream.of("id", "evidence", "gain", "action", "risk", "undo")
            .map(name -> new Column(name, name.toUpperCase(Locale.ROOT), Kind.TEXT))
            .toList();
    List<Row> rows =
        Recommendation.of(report(), dumpReport()).stream()
            .map(
                one ->
                    new Row(
                        Tone.PLAIN,
                        List.of(
                            one.kind().id(),
                            one.evidence(),
                            one.gain(),
                            one.action(),
                            one.risk(),
                            one.undo())))
            .toList();
    return new Table("recommendations", columns, rows);
  }

  private static Table curve(Curve curve) {
    List<Column> columns =
        List.of(
            new Column("memory", "MEMORY", Kind.TEXT),
            new Column("hit_ratio", "HIT RATIO", Kind.RATIO),
            new Column("error", "ERROR", Kind.RATIO),
            new Column("meaning", "", Kind.TEXT));
    List<Row> rows = new ArrayList<>();
    for (Point point : curve.points()) {
      rows.add(
          new Row(
              Tone.PLAIN,
              List.of(point.memory() + "x", point.hitRatio(), point.error(), meaning(point))));
    }
    return new Table("curve", columns, rows);
  }

  private static String meaning(Point point) {
    if (!point.supported()) {
      return "at least";
    }
    return point.memory() == 1 ? "measured" : "estimate";
  }

  private static Table table(String name, String title, String what, List<HotKey> all, Kind rate) {
    List<Column> columns =
        List.of(
            new Column(name.startsWith("keys") ? "key" : "prefix", title, Kind.TEXT),
            new Column("share", what, Kind.RATIO),
            new Column("share_at_least", "AT LEAST", Kind.RATIO),
            new Column("per_second", what + "/S", rate),
            new Column("connections", "CONNECTIONS", Kind.COUNT));
    List<Row> rows = new ArrayList<>();
    for (HotKey hot : all) {
      rows.add(
          new Row(
              Tone.PLAIN,
              List.of(
                  hot.name().isEmpty() ? NO_PREFIX : hot.name(),
                  hot.share(),
                  hot.minShare(),
                  hot.perSecond(),
                  (double) hot.connections())));
    }
    return new Table(name, columns, rows);
  }
}
