package dev.memfleet.exporter.http.pages.status;

import dev.memfleet.exporter.http.pages.Links;
import dev.memfleet.exporter.status.FleetStatus;
import dev.memfleet.exporter.status.NodeRow;
import dev.memfleet.exporter.status.Notice;
import dev.memfleet.exporter.status.PoolRow;
import dev.memfleet.exporter.status.State;
import java.util.List;
import java.util.Locale;

/** The fleet page: what matters now, a row per pool, a row per node. */
final class FleetPage {
  private final Layout layout;
  private final Links links;
  private final FleetStatus status;
  private final Choice choice;

  FleetPage(Layout layout, FleetStatus status, Choice choice) {
    this.layout = layout;
    this.links = layout.links();
    this.status = status;
    this.choice = choice;
  }

  String html() {
    Html main = new Html();
    main.add("<h1>Fleet</h1>\n");
    main.add("%s", news(status.news()));
    main.add(
        "<section aria-labelledby=\"pools-title\">\n<h2 id=\"pools-title\">Pools</h2>\n%s</section>\n",
        new PoolsTable(links).html(status.pools()));
    List<NodeRow> chosen = choice.of(status.nodes());
    int pages = Math.max(1, (chosen.size() + Choice.PAGE_SIZE - 1) / Choice.PAGE_SIZE);
    int page = Math.min(choice.page(), pages);
    List<NodeRow> shown =
        chosen.subList(
            (page - 1) * Choice.PAGE_SIZE, Math.min(chosen.size(), page * Choice.PAGE_SIZE));
    main.add(
        """
        <section aria-labelledby="nodes-title" id="nodes">
        <h2 id="nodes-title">Nodes</h2>
        %s<p class="count" role="status">%s</p>
        %s%s<p class="downloads">The same as <a href="%s">JSON</a> and <a href="%s">CSV</a>.</p>
        </section>
        """,
        filter(),
        count(chosen.size(), page, pages),
        new NodesTable(links, choice).html(shown, status.at()),
        pager(page, pages),
        links.to("/api/v1/fleet"),
        links.to("/api/v1/fleet?format=csv"));
    String rows = "?" + ShownRows.PARAMETER + "=" + ShownRows.of(shown).text();
    return layout.page(title(), rows, status.at(), main);
  }

  private String title() {
    Notice first = status.news().get(0);
    return first.level() == Notice.Level.GOOD ? "Memfleet" : first.text() + " - Memfleet";
  }

  static Html news(List<Notice> news) {
    Html html = new Html().add("<ul class=\"news\" id=\"news\" aria-label=\"What matters now\">\n");
    for (Notice item : news) {
      html.add(
          "<li class=\"%s\">%s</li>\n", item.level().name().toLowerCase(Locale.ROOT), item.text());
    }
    return html.add("</ul>\n");
  }

  private String count(int chosen, int page, int pages) {
    String nodes =
        chosen == status.nodes().size()
            ? chosen + (chosen == 1 ? " node" : " nodes")
            : "%d of %d nodes".formatted(chosen, status.nodes().size());
    return pages == 1 ? nodes : nodes + ", page %d of %d".formatted(page, pages);
  }

  private Html filter() {
    Html form =
        new Html()
            .add(
                """
                <form class="filter" id="filter" action="%s" method="get" role="search">
                <label>Pool <select name="pool"><option value="*">all</option>
                """,
                links.to("/"));
    for (PoolRow pool : status.pools()) {
      form.add(
          "<option value=\"%s\"%s>%s</option>\n",
          pool.name(), selected(pool.name().equals(choice.pool())), pool.title());
    }
    form.add(
        "</select></label>\n<label>State <select name=\"state\"><option value=\"\">all</option>\n");
    for (State state : State.values()) {
      form.add(
          "<option value=\"%s\"%s>%s</option>\n",
          state.label(), selected(choice.state().filter(state::equals).isPresent()), state.label());
    }
    form.add("</select></label>\n<label>Order <select name=\"sort\">\n");
    boolean listed = false;
    for (NodeColumn column : NodeColumn.values()) {
      if (column.isSortable()) {
        Order order = new Order(column.key(), !column.isText());
        boolean now = order.equals(choice.order());
        listed |= now;
        form.add(
            "<option value=\"%s\"%s>%s</option>\n",
            order.text(),
            selected(now),
            column == NodeColumn.STATE
                ? "worst first"
                : "by " + column.title().toLowerCase(Locale.ROOT));
      }
    }
    if (!listed) {
      form.add("<option value=\"%s\" selected>as sorted</option>\n", choice.order().text());
    }
    return form.add(
        """
        </select></label>
        <label>Text <input type="search" name="q" value="%s" placeholder="address, version, label"></label>
        <button type="submit">Show</button>
        </form>
        """,
        choice.text());
  }

  private static Html selected(boolean is) {
    return new Html().add(is ? " selected" : "");
  }

  private Html pager(int page, int pages) {
    Html html = new Html();
    if (pages == 1) {
      return html;
    }
    html.add("<nav class=\"pager\" aria-label=\"Pages of nodes\">\n");
    for (int i = 1; i <= pages; i++) {
      if (i == page) {
        html.add("<a aria-current=\"page\">%s</a>\n", i);
      } else {
        html.add("<a href=\"%s\">%s</a>\n", links.to("/") + choice.onPage(i).query(), i);
      }
    }
    return html.add("</nav>\n");
  }
}
