package dev.memfleet.exporter.http.pages.status;

import dev.memfleet.exporter.history.HistorySnapshot;
import dev.memfleet.exporter.history.NodeHistory;
import dev.memfleet.exporter.status.Figure;
import java.time.Instant;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;

/** A node's plots as SVG; a script makes them live. */
final class PlotsView {
  private static final int WIDTH = 300;
  private static final int HEIGHT = 90;

  private PlotsView() {}

  static Html html(NodeHistory history, Instant now, String source) {
    long length = history.retention().length().toSeconds();
    if (length == 0) {
      return new Html().add("<p class=\"none\">No history is kept.</p>\n");
    }
    HistorySnapshot past = history.past(now);
    Html html = new Html().add("<div class=\"plots\" data-history=\"%s\">\n", source);
    for (Plot plot : Plot.values()) {
      html.add("%s", figure(plot, past, now.getEpochSecond() - length, now.getEpochSecond()));
    }
    return html.add("</div>\n");
  }

  private static Html figure(Plot plot, HistorySnapshot past, long from, long to) {
    double most =
        plot.unit() == Plot.Unit.RATIO
            ? 1
            : plot.lines()
                .mapToDouble(line -> Sparkline.most(past, line.values().apply(past)))
                .max()
                .orElse(0);
    Html html =
        new Html()
            .add(
                """
                <figure class="plot" data-unit="%s" data-keys="%s" data-titles="%s">
                <figcaption>%s <span class="unit">%s, up to %s</span></figcaption>
                <div class="canvas">
                <svg viewBox="0 0 %s %s" role="img" aria-label="%s over time">
                """,
                plot.unit().label(),
                plot.lines().map(Plot.Line::key).collect(Collectors.joining(",")),
                plot.lines().map(Plot.Line::title).collect(Collectors.joining(",")),
                plot.title(),
                plot.unit().words(),
                shown(plot.unit(), most),
                WIDTH,
                HEIGHT,
                plot.title());
    int[] number = {1};
    plot.lines()
        .forEach(
            line -> {
              IntToDoubleFunction values = line.values().apply(past);
              html.add(
                  "<path class=\"line-%s\" d=\"%s\"><title>%s</title></path>\n",
                  number[0]++,
                  Sparkline.path(past, values, from, to, most, WIDTH, HEIGHT),
                  line.title());
            });
    html.add("</svg>\n</div>\n<p class=\"legend\">");
    number[0] = 1;
    plot.lines()
        .forEach(line -> html.add("<span class=\"key-%s\">%s</span> ", number[0]++, line.title()));
    return html.add("</p>\n</figure>\n");
  }

  private static String shown(Plot.Unit unit, double value) {
    return switch (unit) {
      case RATE -> Figure.OPERATIONS.shown(value);
      case RATIO -> Figure.HIT_RATIO.shown(value);
      case BYTES, BYTE_RATE -> Figure.MEMORY.shown(value);
      case COUNT -> Figure.ITEMS.shown(value);
      case CORES -> String.format(Locale.ROOT, "%.2f", value);
      case SECONDS -> Figure.ROUND_TRIP.shown(value);
    };
  }
}
