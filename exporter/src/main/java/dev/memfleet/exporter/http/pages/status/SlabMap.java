package dev.memfleet.exporter.http.pages.status;

import dev.memfleet.exporter.status.SlabClass;
import dev.memfleet.exporter.text.Kind;
import java.util.List;

/**
 * A node's memory as a map: one block per slab class, its width by pages, its fill by used chunks,
 * its colour by the age of the last evicted item. A table contains the same data.
 */
final class SlabMap {
  private static final double WIDTH = 1000;
  private static final int HEIGHT = 80;
  private static final double MIN_SIZE = 6;
  private static final double GAP = 2;

  private SlabMap() {}

  static Html html(List<SlabClass> classes) {
    if (classes.isEmpty()) {
      return new Html().add("<p class=\"none\">The node reports no slab class with memory.</p>\n");
    }
    double pages = classes.stream().mapToDouble(SlabClass::pages).sum();
    double hits = classes.stream().mapToDouble(c -> positive(c.getHits())).sum();
    double wasted = classes.stream().mapToDouble(c -> positive(c.wastedBytes())).sum();
    Html html =
        new Html()
            .add(
                "<p>%s pages in %s classes, %s wasted. The width of a block is the number of"
                    + " pages of the class, its filled part the share of used chunks.</p>\n",
                Kind.COUNT.shown(pages), classes.size(), Kind.BYTES.shown(wasted));
    html.add(
        "<svg class=\"slabs\" viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"Slab map, as in the"
            + " table below\" preserveAspectRatio=\"none\">\n",
        (int) WIDTH, HEIGHT);
    double room = WIDTH - classes.size() * (MIN_SIZE + GAP);
    double x = 0;
    for (SlabClass slab : classes) {
      double width = MIN_SIZE + Math.max(0, room) * slab.pages() / pages;
      double fill = HEIGHT * slab.used();
      html.add(
          "<g class=\"slab %s\" data-class=\"%s\"><title>%s</title>"
              + "<rect class=\"all\" x=\"%s\" y=\"0\" width=\"%s\" height=\"%s\"/>"
              + "<rect class=\"part\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/></g>\n",
          heatLevel(slab),
          slab.number(),
          words(slab, hits),
          number(x),
          number(width),
          HEIGHT,
          number(x),
          number(HEIGHT - fill),
          number(width),
          number(fill));
      x += width + GAP;
    }
    html.add("</svg>\n")
        .add(
            """
            <p class="legend">Idle time of the item evicted last:
            <span class="slab-key never">no evictions</span>
            <span class="slab-key old">a day or more</span>
            <span class="slab-key hours">hours</span>
            <span class="slab-key minutes">minutes</span>
            <span class="slab-key hot">under a minute</span></p>
            """);
    return html.add("%s", table(classes, hits));
  }

  private static double positive(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  private static String number(double value) {
    return Double.toString(Math.round(value * 10) / 10.0);
  }

  /** The younger the evicted items, the more the class lacks memory. */
  private static String heatLevel(SlabClass slab) {
    double age = slab.evictedAge();
    if (!(slab.evictions() > 0)) {
      return "never";
    }
    return age < 60 ? "hot" : age < 3600 ? "minutes" : age < 86_400 ? "hours" : "old";
  }

  private static String words(SlabClass slab, double hits) {
    return "class %d: chunks of %s, %s pages, %s items, %s used, %s wasted, %s of the hits, %s evictions"
        .formatted(
            slab.number(),
            Kind.BYTES.shown(slab.chunkSize()),
            Kind.COUNT.shown(slab.pages()),
            Kind.COUNT.shown(slab.items()),
            Kind.RATIO.shown(slab.used()),
            Kind.BYTES.shown(slab.wastedBytes()),
            Kind.RATIO.shown(hits > 0 ? slab.getHits() / hits : Double.NaN),
            Kind.COUNT.shown(slab.evictions()));
  }

  private static Html table(List<SlabClass> classes, double hits) {
    Html html =
        new Html()
            .add(
                "<div class=\"scroll\" role=\"region\" aria-label=\"Slab classes\" tabindex=\"0\">\n")
            .add(
                """
                <table class="classes">
                <thead><tr>
                <th scope="col" class="number">Class</th>
                <th scope="col" class="number">Chunk</th>
                <th scope="col" class="number">Pages</th>
                <th scope="col" class="number">Used</th>
                <th scope="col" class="number">Items</th>
                <th scope="col">Hot, warm, cold</th>
                <th scope="col" class="number">Wasted</th>
                <th scope="col" class="number">Hits</th>
                <th scope="col" class="number">Evictions</th>
                <th scope="col" class="number">Evicted after</th>
                </tr></thead>
                <tbody>
                """);
    for (SlabClass slab : classes) {
      html.add(
          """
          <tr>
          <th scope="row" data-label="Class" class="number">%s</th>
          <td data-label="Chunk" class="number">%s</td>
          <td data-label="Pages" class="number">%s</td>
          <td data-label="Used" class="number">%s</td>
          <td data-label="Items" class="number">%s</td>
          <td data-label="Hot, warm, cold">%s</td>
          <td data-label="Wasted" class="number">%s</td>
          <td data-label="Hits" class="number">%s</td>
          <td data-label="Evictions" class="number">%s</td>
          <td data-label="Evicted after" class="number">%s</td>
          </tr>
          """,
          slab.number(),
          Kind.BYTES.shown(slab.chunkSize()),
          Kind.COUNT.shown(slab.pages()),
          Kind.RATIO.shown(slab.used()),
          Kind.COUNT.shown(slab.items()),
          mix(slab),
          Kind.BYTES.shown(slab.wastedBytes()),
          Kind.RATIO.shown(hits > 0 ? slab.getHits() / hits : Double.NaN),
          Kind.COUNT.shown(slab.evictions()),
          slab.evictions() > 0 ? Kind.SECONDS.shown(slab.evictedAge()) : "-");
    }
    return html.add("</tbody>\n</table>\n</div>\n");
  }

  /** The shares of the three LRU queues, as a bar and in words. */
  private static Html mix(SlabClass slab) {
    double hot = positive(slab.hot());
    double warm = positive(slab.warm());
    double all = hot + warm + positive(slab.cold());
    if (!(all > 0)) {
      return new Html().add("-");
    }
    double hotWidth = hot * 100 / all;
    double warmWidth = warm * 100 / all;
    return new Html()
        .add(
            "<svg class=\"mix\" width=\"100\" height=\"8\" aria-hidden=\"true\">"
                + "<rect class=\"cold\" width=\"100\" height=\"8\"/>"
                + "<rect class=\"warm\" width=\"%s\" height=\"8\"/>"
                + "<rect class=\"hot\" width=\"%s\" height=\"8\"/></svg> %s, %s, %s",
            number(hotWidth + warmWidth),
            number(hotWidth),
            Kind.COUNT.shown(slab.hot()),
            Kind.COUNT.shown(slab.warm()),
            Kind.COUNT.shown(slab.cold()));
  }
}
