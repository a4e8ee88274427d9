package dev.memfleet.exporter.http.pages.status;

import dev.memfleet.exporter.http.pages.Links;
import dev.memfleet.exporter.insight.DumpResult;
import dev.memfleet.exporter.insight.HotKey;
import dev.memfleet.exporter.insight.JobKind;
import dev.memfleet.exporter.insight.NodeInsight;
import dev.memfleet.exporter.insight.Recommendation;
import dev.memfleet.exporter.insight.Verdict;
import dev.memfleet.exporter.insight.WatchReport;
import dev.memfleet.exporter.insight.WatchResult;
import dev.memfleet.exporter.insight.curve.Curve;
import dev.memfleet.exporter.insight.curve.Curve.Point;
import dev.memfleet.exporter.text.Kind;
import dev.memfleet.exporter.text.Times;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The results of watching and dumping a node, with recommendations. */
record InsightPage(
    Layout layout, String address, NodeInsight known, boolean onRequest, Instant now) {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 200;

  // Room around the plot for the labels of its axes.
  private static final int LEFT = 44;
  private static final int RIGHT = 20;
  private static final int TOP = 8;
  private static final int BOTTOM = 24;

  String html() {
    Links links = layout.links();
    String encoded = Links.encoded(address);
    Html main = new Html();
    main.add(
        "<p class=\"path\"><a href=\"%s\">Fleet</a> / <a href=\"%s\">%s</a></p>\n<h1>Insight</h1>\n",
        links.to("/"), links.to("/nodes/" + encoded), address);
    main.add("<p>%s</p>\n", state());
    known.dump().ifPresent(dump -> main.add("<p>%s</p>\n", dumpState(dump)));
    if (known.allowed() && onRequest && !known.isRunning()) {
      button(main, encoded, JobKind.WATCH, "Watch it now");
      button(main, encoded, JobKind.DUMP, "Dump it now");
    }
    if (known.report().isPresent() || known.dumpReport().isPresent()) {
      recommendations(main);
    }
    known.report().ifPresent(report -> report(report, main));
    known.dumpReport().ifPresent(report -> new DumpView(report).addTo(main));
    main.add(
        "<p class=\"downloads\">The same as <a href=\"%s\">JSON</a>.</p>\n",
        links.to("/api/v1/insight?target=" + encoded));
    return layout.page(address + " - Insight - Memfleet", "?node=" + encoded, now, main);
  }

  private void button(Html main, String encoded, JobKind kind, String text) {
    main.add(
        "<form method=\"post\" action=\"%s\"><button>%s</button></form>\n",
        layout.links().to("/insight/run?target=" + encoded + "&kind=" + kind.label()), text);
  }

  private String state() {
    if (!known.allowed()) {
      return "This node is not watched: insight.nodes in the configuration does not name it.";
    }
    if (known.isRunning()) {
      String what = known.running().get() == JobKind.WATCH ? "window" : "dump";
      return "A %s is running: %s done.".formatted(what, Kind.RATIO.shown(known.progress()));
    }
    WatchResult last = known.last().orElse(null);
    if (last == null) {
      return "Not watched yet.";
    }
    String when = since(known.endedAt());
    return last.verdict() == Verdict.DONE
        ? "Last watched: " + when
        : "Last window: %s, %s (%s)".formatted(last.verdict().label(), last.reason(), when);
  }

  private String dumpState(DumpResult last) {
    String when = since(known.dumpedAt());
    return last.verdict() == Verdict.DONE
        ? "Last dumped: " + when
        : "Last dump: %s, %s (%s)".formatted(last.verdict().label(), last.reason(), when);
  }

  private String since(@Nullable Instant at) {
    return at == null ? "" : Times.since(at, now);
  }

  private void report(WatchReport report, Html main) {
    main.add("<dl class=\"figures\">\n");
    if (!report.evictions().isZero()) {
      pair(main, "Evictions watched", Kind.SECONDS.shown(report.evictions().toMillis() / 1e3));
    }
    pair(main, "Window", Kind.SECONDS.shown(report.window().toMillis() / 1e3));
    pair(main, "Lines", Kind.COUNT.shown((double) report.lines()));
    pair(main, "Lost", Kind.RATIO.shown(report.lost()));
    pair(main, "CPU cost, at most (share of a core)", Kind.RATIO.shown(report.cost()));
    pair(main, "Gets per second", Kind.RATE.shown(report.getsPerSecond()));
    pair(main, "Hit ratio", Kind.RATIO.shown(report.hitRatio()));
    main.add("</dl>\n");
    report.curve().ifPresent(curve -> curve(curve, main));
    table(main, "hot-keys", "Hot keys", "Key", "Gets per second", report.keys(), Kind.RATE);
    table(main, "prefixes", "Prefixes", "Prefix", "Gets per second", report.prefixes(), Kind.RATE);
    table(
        main,
        "bytes",
        "Keys by bytes sent",
        "Key",
        "Bytes per second",
        report.keysByBytes(),
        Kind.BYTES);
  }

  private void recommendations(Html main) {
    main.add("<section aria-labelledby=\"what-to-change\">\n");
    main.add("<h2 id=\"what-to-change\">What to change</h2>\n<ol>\n");
    for (Recommendation one : known.recommendations()) {
      main.add("<li><b>%s</b> %s. Gain: %s. ", one.kind().id(), one.evidence(), one.gain());
      main.add("How: %s. Risk: %s. Undo: %s.</li>\n", one.action(), one.risk(), one.undo());
    }
    main.add("</ol>\n</section>\n");
  }

  static void pair(Html html, String name, String value) {
    html.add("<div><dt>%s</dt><dd>%s</dd></div>\n", name, value);
  }

  private static void curve(Curve curve, Html main) {
    main.add(
        "<section aria-labelledby=\"curve-title\">\n<h2 id=\"curve-title\">%s</h2>\n%s",
        "Hit ratio by memory", plot(curve));
    main.add(
        "<p>1x is %s. The window supports %s. %s%s</p>\n",
        Kind.BYTES.shown(curve.capacityBytes()),
        curve.supportedSizes(),
        curve.points().stream().allMatch(Point::supported)
            ? ""
            : "For other sizes, only a lower bound is known (dashed). ",
        curve.anchored() ? "" : "It is too short to compare with the node's own hit ratio.");
    main.add(
        "<table><thead><tr><th>Memory</th><th>Hit ratio</th><th>Error</th></tr></thead><tbody>\n");
    for (Point point : curve.points()) {
      main.add(
          "<tr><td>%s</td><td>%s</td><td>%s</td></tr>\n",
          point.memory() + "x",
          (point.supported() ? "" : "at least ") + Kind.RATIO.shown(point.hitRatio()),
          point.supported() ? "\u00b1 " + Kind.RATIO.shown(point.error()) : Kind.NONE);
    }
    main.add("</tbody></table>\n</section>\n");
  }

  private static Html plot(Curve curve) {
    StringBuilder solid = new StringBuilder();
    StringBuilder dashed = new StringBuilder();
    List<Point> points = curve.points();
    for (int i = 1; i < points.size(); i++) {
      Point from = points.get(i - 1);
      Point to = points.get(i);
      (from.supported() && to.supported() ? solid : dashed)
          .append('M')
          .append(at(from))
          .append('L')
          .append(at(to));
    }
    int width = LEFT + WIDTH + RIGHT;
    int height = TOP + HEIGHT + BOTTOM;
    Html plot =
        new Html()
            .add(
                "<svg viewBox=\"%s %s %s %s\" width=\"%s\" height=\"%s\" role=\"img\""
                    + " aria-label=\"Hit ratio by memory\" fill=\"none\" stroke=\"currentColor\">\n",
                -LEFT, -TOP, width, height, width, height);
    axes(plot);
    return plot.add("<path d=\"%s\" stroke-width=\"2\"/>\n", solid)
        .add("<path d=\"%s\" stroke-width=\"2\" stroke-dasharray=\"4 6\"/>\n</svg>\n", dashed);
  }

  private static void axes(Html plot) {
    for (double hitRatio : new double[] {0, 0.5, 1}) {
      plot.add("<path d=\"M0 %sH%s\" stroke-opacity=\"0.15\"/>", y(hitRatio), WIDTH);
      label(plot, -8, y(hitRatio) + 4, "end", Math.round(100 * hitRatio) + "%");
    }
    for (double memory : new double[] {0.25, 0.5, 1, 2, 4}) {
      String strength = memory == 1 ? "0.5" : "0.15";
      plot.add("<path d=\"M%s 0V%s\" stroke-opacity=\"%s\"/>", x(memory), HEIGHT, strength);
      label(plot, x(memory), HEIGHT + 18, "middle", memory + "x");
    }
  }

  private static void label(Html plot, double x, double y, String anchor, String text) {
    plot.add(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" font-size=\"12\" fill=\"currentColor\""
            + " stroke=\"none\">%s</text>\n",
        x, y, anchor, text);
  }

  private static String at(Point point) {
    return String.format(Locale.ROOT, "%.1f,%.1f", x(point.memory()), y(point.hitRatio()));
  }

  /** A logarithmic axis from a quarter to four times the memory. */
  private static double x(double memory) {
    return WIDTH * (Math.log(memory) / Math.log(2) + 2) / 4;
  }

  private static double y(double hitRatio) {
    return HEIGHT * (1 - hitRatio);
  }

  private static void table(
      Html main, String id, String title, String name, String rate, List<HotKey> all, Kind kind) {
    if (all.isEmpty()) {
      return;
    }
    main.add("<section aria-labelledby=\"%s\">\n<h2 id=\"%s\">%s</h2>\n", id, id, title);
    main.add(
        "<table><thead><tr><th>%s</th><th>Share</th><th>At least</th><th>%s</th>"
            + "<th>Connections</th></tr></thead><tbody>\n",
        name, rate);
    for (HotKey hot : all) {
      main.add(
          "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n",
          hot.name().isEmpty() ? "(none)" : hot.name(),
          Kind.RATIO.shown(hot.share()),
          Kind.RATIO.shown(hot.minShare()),
          kind.shown(hot.perSecond()),
          hot.connections());
    }
    main.add("</tbody></table>\n</section>\n");
  }
}
