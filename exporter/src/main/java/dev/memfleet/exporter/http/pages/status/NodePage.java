package dev.memfleet.exporter.http.pages.status;

import dev.memfleet.exporter.catalog.Client;
import dev.memfleet.exporter.catalog.Reading;
import dev.memfleet.exporter.history.Failure;
import dev.memfleet.exporter.http.pages.Links;
import dev.memfleet.exporter.status.Figure;
import dev.memfleet.exporter.status.FleetStatus;
import dev.memfleet.exporter.status.NodeRow;
import dev.memfleet.exporter.status.PoolSettings;
import dev.memfleet.exporter.status.SlabClass;
import dev.memfleet.exporter.text.Kind;
import dev.memfleet.exporter.text.Times;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page of one node: plots, memory, settings and last failures. */
final class NodePage {
  private final Layout layout;
  private final FleetStatus status;
  private final NodeRow row;

  NodePage(Layout layout, FleetStatus status, NodeRow row) {
    this.layout = layout;
    this.status = status;
    this.row = row;
  }

  String html() {
    Links links = layout.links();
    String address = row.address();
    String encoded = Links.encoded(address);
    Html main = new Html();
    main.add(
        "<p class=\"path\"><a href=\"%s\">Fleet</a> / %s</p>\n<h1>%s</h1>\n",
        links.to("/"), row.pool().isEmpty() ? "(no pool)" : row.pool(), address);
    main.add("<div data-live=\"head\">\n%s</div>\n", head(links));
    section(
        main,
        "plots",
        "History",
        PlotsView.html(
            row.node().history(), status.at(), links.to("/api/v1/nodes/" + encoded + "/history")));
    section(main, "slabs", "Slab map", live("slabs", SlabMap.html(SlabClass.of(row.reading()))));
    List<Client> clients = clientsOf(row.reading());
    if (!clients.isEmpty()) {
      section(main, "clients", "Clients", live("clients", clients(clients)));
    }
    section(main, "settings", "Settings", live("settings", settings()));
    section(main, "failures", "Last failures", live("failures", failures()));
    main.add(
        "<p class=\"downloads\">The same as <a href=\"%s\">JSON</a>.</p>\n",
        links.to("/api/v1/nodes/" + encoded));
    return layout.page(address + " - Memfleet", "?node=" + encoded, status.at(), main);
  }

  private static void section(Html main, String id, String title, Html content) {
    main.add(
        "<section aria-labelledby=\"%s-title\">\n<h2 id=\"%s-title\">%s</h2>\n%s</section>\n",
        id, id, title, content);
  }

  private static Html live(String name, Html content) {
    return new Html().add("<div data-live=\"%s\">\n%s</div>\n", name, content);
  }

  private Html head(Links links) {
    RowView view = RowView.of(row, status.at());
    Html html =
        new Html()
            .add(
                "<p class=\"now %s\">%s <span class=\"detail\">%s</span></p>\n",
                row.state().label(), Layout.state(row.state().label()), view.detail());
    html.add("<dl class=\"figures\">\n");
    pair(html, "Version", view.cells().getOrDefault("version", "-"));
    for (NodeColumn column : NodeColumn.values()) {
      if (column.figure() != null) {
        pair(html, column.title(), column.shown(row));
      }
    }
    pair(html, "Items", Figure.ITEMS.shown(row.value(Figure.ITEMS)));
    Instant polled = row.polledAt();
    pair(html, "Last poll", polled == null ? "-" : Times.since(polled, status.at()));
    for (Map.Entry<String, String> label : row.node().target().labels().entrySet()) {
      pair(html, label.getKey(), label.getValue());
    }
    return html.add("</dl>\n")
        .add(
            "<p><a class=\"button\" href=\"%s\">Probe it now</a>"
                + " <a class=\"button\" href=\"%s\">Insight</a></p>\n",
            links.probe(row.node().address()),
            links.to("/insight?target=" + Links.encoded(row.address())));
  }

  private static void pair(Html html, String name, String value) {
    html.add("<div><dt>%s</dt><dd>%s</dd></div>\n", name, value);
  }

  private static List<Client> clientsOf(@Nullable Reading reading) {
    return reading == null ? List.of() : reading.clients();
  }

  private static Html clients(List<Client> clients) {
    Html html =
        new Html()
            .add(
                "<table class=\"clients\">\n<thead><tr><th scope=\"col\">Address</th>"
                    + "<th scope=\"col\">Connections</th><th scope=\"col\">Idle at most</th>"
                    + "</tr></thead>\n<tbody>\n");
    for (Client client : clients) {
      html.add(
          "<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td></tr>\n",
          client.address(),
          Kind.COUNT.shown(client.connections()),
          Kind.SECONDS.shown(client.idleSeconds()));
    }
    return html.add("</tbody>\n</table>\n");
  }

  private Html settings() {
    List<PoolSettings.Value> all = status.poolOf(row).settings().of(row.reading());
    if (all.isEmpty()) {
      return new Html().add("<p class=\"none\">The node reports no settings.</p>\n");
    }
    long differing = all.stream().filter(PoolSettings.Value::differs).count();
    Html html =
        new Html()
            .add(
                "<p>%s</p>\n",
                differing == 0
                    ? "All settings are those of most nodes of the pool."
                    : differing + " settings differ from those of most nodes of the pool.");
    html.add("<dl class=\"settings\">\n");
    all.stream()
        .sorted((one, other) -> Boolean.compare(other.differs(), one.differs()))
        .forEach(setting -> setting(setting, html));
    return html.add("</dl>\n");
  }

  private static void setting(PoolSettings.Value setting, Html html) {
    if (setting.differs()) {
      html.add(
          "<div class=\"differs\"><dt>%s</dt><dd><strong>%s</strong> (most have %s)</dd></div>\n",
          setting.name(), setting.value(), setting.usual());
    } else {
      pair(html, setting.name(), setting.value());
    }
  }

  private Html failures() {
    List<Failure> failures = row.node().history().failures();
    if (failures.isEmpty()) {
      return new Html()
          .add(
              "<p class=\"none\">No poll has failed since the agent started watching the node.</p>\n");
    }
    Html html = new Html().add("<ol class=\"failures\">\n");
    for (Failure failure : failures) {
      html.add(
          "<li><time>%s</time> <b>%s</b> %s</li>\n",
          Times.since(failure.at(), status.at()), failure.reason().label(), failure.message());
    }
    return html.add("</ol>\n");
  }
}
