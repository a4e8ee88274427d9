package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.verbs.Table.Column;
import dev.memfleet.exporter.cli.verbs.Table.Row;
import dev.memfleet.exporter.cli.verbs.Table.Tone;
import dev.memfleet.exporter.insight.DumpReport;
import dev.memfleet.exporter.insight.DumpResult;
import dev.memfleet.exporter.insight.SlabUse;
import dev.memfleet.exporter.insight.dump.Age;
import dev.memfleet.exporter.insight.dump.Part;
import dev.memfleet.exporter.text.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The printed report of a dumped node. */
record DumpPrintout(DumpResult dumped) {
  /** Adds the results to the output for programs. */
  void addTo(Map<String, Object> facts, List<Table> tables) {
    facts.put("dump_verdict", dumped.verdict().label());
    if (!dumped.reason().isEmpty()) {
      facts.put("dump_reason", dumped.reason());
    }
    dumped
        .report()
        .ifPresent(
            report -> {
              Part all = report.all();
              facts.put("dump_seconds", report.took().toMillis() / 1e3);
              facts.put("items", all.items());
              facts.put("item_bytes", all.bytes());
              facts.put("wasted_bytes", all.wastedBytes());
              facts.put("resident_items", report.resident());
              facts.put("expired_resident_items", report.expiredResident());
              facts.put("unfetched_ratio", all.unfetchedRatio());
              facts.put("without_ttl_ratio", all.withoutTtlRatio());
              tables.addAll(tables(report));
            });
  }

  static String head(String address, DumpReport report) {
    Part all = report.all();
    return "%s  memcached %s, %s items, %s, %s expired but not reclaimed%ndumped in %s: %s never fetched, %s without a time to live%n"
        .formatted(
            address,
            Kind.TEXT.shown(report.server().version()),
            Kind.COUNT.shown((double) all.items()),
            Kind.BYTES.shown((double) all.bytes()),
            Kind.COUNT.shown((double) Math.round(report.expiredResident())),
            Kind.SECONDS.shown(report.took().toMillis() / 1e3),
            Kind.RATIO.shown(all.unfetchedRatio()),
            Kind.RATIO.shown(all.withoutTtlRatio()));
  }

  static List<Table> tables(DumpReport report) {
    return List.of(prefixes(report), classes(report), ages(report.all()));
  }

  private static Table prefixes(DumpReport report) {
    List<Column> columns =
        List.of(
            new Column("prefix", "PREFIX", Kind.TEXT),
            new Column("items", "ITEMS", Kind.COUNT),
            new Column("bytes", "BYTES", Kind.BYTES),
            new Column("share", "SHARE", Kind.RATIO),
            new Column("unfetched_ratio", "NEVER FETCHED", Kind.RATIO),
            new Column("without_ttl_ratio", "WITHOUT TTL", Kind.RATIO),
            new Column("median_bytes", "MEDIAN", Kind.BYTES),
            new Column("p99_bytes", "P99", Kind.BYTES));
    List<Row> rows = new ArrayList<>();
    for (Part prefix : report.prefixes()) {
      rows.add(
          new Row(
              Tone.PLAIN,
              List.of(
                  prefix.name().isEmpty() ? InsightReport.NO_PREFIX : prefix.name(),
                  (double) prefix.items(),
                  (double) prefix.bytes(),
                  prefix.bytes() / (double) report.all().bytes(),
                  prefix.unfetchedRatio(),
                  prefix.withoutTtlRatio(),
                  (double) prefix.sizes().median(),
                  (double) prefix.sizes().p99())));
    }
    return new Table("stored_prefixes", columns, rows);
  }

  private static Table classes(DumpReport report) {
    List<Column> columns =
        List.of(
            new Column("class", "CLASS", Kind.COUNT),
            new Column("chunk_bytes", "CHUNK", Kind.BYTES),
            new Column("pages", "PAGES", Kind.COUNT),
            new Column("items", "ITEMS", Kind.COUNT),
            new Column("bytes", "BYTES", Kind.BYTES),
            new Column("wasted_bytes", "WASTED", Kind.BYTES),
            new Column("unfetched_ratio", "NEVER FETCHED", Kind.RATIO),
            new Column("age_seconds", "AGE", Kind.SECONDS));
    List<Row> rows = new ArrayList<>();
    for (SlabUse slab : report.classes()) {
      rows.add(
          new Row(
              Tone.PLAIN,
              List.of(
                  Double.parseDouble(slab.items().name()),
                  (double) slab.chunkSize(),
                  (double) slab.pages(),
                  (double) slab.items().items(),
                  (double) slab.items().bytes(),
                  (double) slab.items().wastedBytes(),
                  slab.items().unfetchedRatio(),
                  slab.ageSeconds())));
    }
    return new Table("slab_classes", columns, rows);
  }

  private static Table ages(Part all) {
    List<Column> columns =
        List.of(
            new Column("age", "TIME", Kind.TEXT),
            new Column("expire", "EXPIRE WITHIN", Kind.COUNT),
            new Column("idle", "IDLE AT MOST", Kind.COUNT));
    List<Row> rows = new ArrayList<>();
    Age[] ages = Age.values();
    for (int i = 0; i < ages.length; i++) {
      rows.add(
          new Row(
              Tone.PLAIN,
              List.of(
                  ages[i].label().replace('_', ' '),
                  (double) all.ttl().get(i),
                  (double) all.idle().get(i))));
    }
    return new Table("ages", columns, rows);
  }
}
