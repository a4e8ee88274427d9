package dev.memfleet.exporter.http.pages.status;

import dev.memfleet.exporter.insight.DumpReport;
import dev.memfleet.exporter.insight.SlabUse;
import dev.memfleet.exporter.insight.dump.Age;
import dev.memfleet.exporter.insight.dump.Part;
import dev.memfleet.exporter.text.Kind;
import java.util.List;

/**
 * The results of a dump: items by prefix and slab class, with their times to live and idle times.
 */
record DumpView(DumpReport report) {
  void addTo(Html main) {
    Part all = report.all();
    main.add("<section aria-labelledby=\"items\">\n<h2 id=\"items\">Items</h2>\n");
    main.add("<dl class=\"figures\">\n");
    InsightPage.pair(main, "Items", count(all.items()));
    InsightPage.pair(main, "Bytes", Kind.BYTES.shown((double) all.bytes()));
    InsightPage.pair(main, "Wasted in chunks", Kind.BYTES.shown((double) all.wastedBytes()));
    InsightPage.pair(main, "Never fetched", Kind.RATIO.shown(all.unfetchedRatio()));
    InsightPage.pair(main, "Without time to live", Kind.RATIO.shown(all.withoutTtlRatio()));
    InsightPage.pair(main, "Expired, not reclaimed", count(Math.round(report.expiredResident())));
    main.add("</dl>\n");
    ages(main, all);
    main.add("</section>\n");
    prefixes(main);
    classes(main);
  }

  private static String count(long items) {
    return Kind.COUNT.shown((double) items);
  }

  private static void ages(Html main, Part all) {
    main.add("<table><thead><tr><th>Items</th>");
    for (Age age : Age.values()) {
      main.add("<th>%s</th>", age.label().replace('_', ' '));
    }
    main.add("</tr></thead><tbody>\n");
    row(main, "Expire within", all.ttl());
    row(main, "Idle at most", all.idle());
    main.add("</tbody></table>\n");
  }

  private static void row(Html main, String name, List<Long> counts) {
    main.add("<tr><td>%s</td>", name);
    counts.forEach(items -> main.add("<td>%s</td>", count(items)));
    main.add("</tr>\n");
  }

  private void prefixes(Html main) {
    main.add("<section aria-labelledby=\"stored\">\n<h2 id=\"stored\">Items by prefix</h2>\n");
    main.add(
        "<table><thead><tr><th>Prefix</th><th>Items</th><th>Bytes</th><th>Share</th>"
            + "<th>Never fetched</th><th>Without TTL</th><th>Median size</th></tr></thead><tbody>\n");
    for (Part prefix : report.prefixes()) {
      main.add(
          "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n",
          prefix.name().isEmpty() ? "(none)" : prefix.name(),
          count(prefix.items()),
          Kind.BYTES.shown((double) prefix.bytes()),
          Kind.RATIO.shown(prefix.bytes() / (double) report.all().bytes()),
          Kind.RATIO.shown(prefix.unfetchedRatio()),
          Kind.RATIO.shown(prefix.withoutTtlRatio()),
          Kind.BYTES.shown((double) prefix.sizes().median()));
    }
    main.add("</tbody></table>\n");
    if (report.prefixesMaxUndercount() > 0) {
      main.add(
          "<p>Not all prefixes are counted separately: each may have up to %s more.</p>\n",
          Kind.BYTES.shown((double) report.prefixesMaxUndercount()));
    }
    main.add("</section>\n");
  }

  private void classes(Html main) {
    main.add(
        "<section aria-labelledby=\"classes\">\n<h2 id=\"classes\">Items by slab class</h2>\n");
    main.add(
        "<table><thead><tr><th>Class</th><th>Chunk</th><th>Pages</th><th>Items</th><th>Bytes</th>"
            + "<th>Wasted</th><th>Never fetched</th><th>Age</th></tr></thead><tbody>\n");
    for (SlabUse slab : report.classes()) {
      Part items = slab.items();
      main.add(
          "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n",
          items.name(),
          Kind.BYTES.shown((double) slab.chunkSize()),
          slab.pages(),
          count(items.items()),
          Kind.BYTES.shown((double) items.bytes()),
          Kind.BYTES.shown((double) items.wastedBytes()),
          Kind.RATIO.shown(items.unfetchedRatio()),
          Kind.SECONDS.shown(slab.ageSeconds()));
    }
    main.add("</tbody></table>\n</section>\n");
  }
}
