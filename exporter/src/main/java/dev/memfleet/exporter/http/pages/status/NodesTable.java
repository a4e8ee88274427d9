package dev.memfleet.exporter.http.pages.status;

import dev.memfleet.exporter.http.pages.Links;
import dev.memfleet.exporter.status.NodeRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The table of nodes. */
final class NodesTable {
  private final Links links;
  private final Choice choice;

  NodesTable(Links links, Choice choice) {
    this.links = links;
    this.choice = choice;
  }

  Html html(List<NodeRow> rows, Instant now) {
    Html html =
        new Html()
            .add("<div class=\"scroll\" role=\"region\" aria-label=\"Nodes\" tabindex=\"0\">\n")
            .add("<table class=\"nodes\">\n<thead><tr>\n");
    for (NodeColumn column : NodeColumn.values()) {
      html.add("%s", head(column));
    }
    html.add("</tr></thead>\n<tbody>\n");
    rows.forEach(row -> html.add("%s", row(RowView.of(row, now), now)));
    html.add("</tbody>\n</table>\n</div>\n");
    if (rows.isEmpty()) {
      html.add("<p class=\"none\">No node matches.</p>\n");
    }
    return html;
  }

  private Html head(NodeColumn column) {
    String kind = column.isText() && column != NodeColumn.AGE ? "text" : "number";
    if (!column.isSortable()) {
      return new Html().add("<th scope=\"col\" class=\"%s\">%s</th>\n", kind, column.title());
    }
    Order now = choice.order();
    boolean sorted = now.key().equals(column.key());
    Html mark = new Html();
    if (sorted) {
      mark.add(" aria-sort=\"%s\"", now.descending() ? "descending" : "ascending");
    }
    return new Html()
        .add(
            "<th scope=\"col\" class=\"%s\"%s><a href=\"%s\" data-sort>%s</a></th>\n",
            kind,
            mark,
            links.to("/") + choice.sortedBy(now.onClick(column.key(), column.isText())).query(),
            column.title());
  }

  private Html row(RowView view, Instant now) {
    NodeRow row = view.row();
    Html html =
        new Html()
            .add(
                "<tr class=\"%s\" data-node=\"%s\">\n<td data-label=\"State\">%s"
                    + " <span class=\"since\" data-c=\"since\">%s</span>"
                    + "<span class=\"detail\" data-c=\"detail\" title=\"%s\">%s</span></td>\n",
                row.state().label(),
                row.address(),
                Layout.state(row.state().label()),
                view.since(),
                view.detail(),
                view.reason())
            .add(
                "<th scope=\"row\" data-label=\"Node\"><a href=\"%s\" data-page>%s</a></th>\n",
                links.node(row.node().address()), row.address())
            .add("<td data-label=\"Pool\">%s</td>\n", row.pool().isEmpty() ? "-" : row.pool());
    for (NodeColumn column : NodeColumn.values()) {
      html.add("%s", cell(column, view, now));
    }
    return html.add("</tr>\n");
  }

  private static Html cell(NodeColumn column, RowView view, Instant now) {
    Html html = new Html();
    String text = view.cells().getOrDefault(column.key(), "");
    return switch (column) {
      case STATE, ADDRESS, POOL -> html;
      case VERSION ->
          html.add(
              "<td data-label=\"%s\" class=\"version\" data-c=\"version\">%s</td>\n",
              column.title(), text);
      case SPARK ->
          html.add(
              "<td data-label=\"Last 15 min\" class=\"spark\"><svg width=\"%s\" height=\"%s\""
                  + " viewBox=\"0 0 %s %s\" aria-hidden=\"true\"><path data-c=\"spark\" d=\"%s\"/>"
                  + "</svg></td>\n",
              Sparkline.WIDTH, Sparkline.HEIGHT, Sparkline.WIDTH, Sparkline.HEIGHT, view.spark());
      case MEMORY, CONNECTIONS ->
          bar(column, text, view.bars().getOrDefault(column.key(), Double.NaN));
      case AGE -> age(view.row(), now);
      case UPTIME, HIT_RATIO, OPERATIONS, EVICTIONS, BYTES_IN, BYTES_OUT, ROUND_TRIP ->
          html.add(
              "<td data-label=\"%s\" class=\"number\" data-c=\"%s\">%s</td>\n",
              column.title(), column.key(), text);
    };
  }

  private static Html bar(NodeColumn column, String text, double share) {
    return new Html()
        .add(
            "<td data-label=\"%s\" class=\"number bar\"><span data-c=\"%s\">%s</span>%s</td>\n",
            column.title(), column.key(), text, bar(column.key(), share));
  }

  /** A bar that fills a share of its width. */
  static Html bar(String key, double share) {
    double width = Double.isNaN(share) ? 0 : Math.round(share * 1000) / 10.0;
    return new Html()
        .add(
            "<svg class=\"%s\" width=\"90\" height=\"5\" viewBox=\"0 0 100 5\""
                + " preserveAspectRatio=\"none\" aria-hidden=\"true\">"
                + "<rect class=\"all\" width=\"100\" height=\"5\"/>"
                + "<rect class=\"part\" data-bar=\"%s\" width=\"%s\" height=\"5\"/></svg>",
            share >= NodeRow.NEAR_LIMIT ? "meter high" : "meter", key, width);
  }

  private static Html age(NodeRow row, Instant now) {
    Instant at = row.polledAt();
    if (at == null) {
      return new Html().add("<td data-label=\"Age\" class=\"number\">-</td>\n");
    }
    return new Html()
        .add(
            "<td data-label=\"Age\" class=\"number\"><time data-age=\"%s\">%s s</time></td>\n",
            at.getEpochSecond(), Math.max(0, Duration.between(at, now).toSeconds()));
  }
}
