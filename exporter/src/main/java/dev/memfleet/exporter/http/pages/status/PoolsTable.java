package dev.memfleet.exporter.http.pages.status;

import dev.memfleet.exporter.http.pages.Links;
import dev.memfleet.exporter.status.Figure;
import dev.memfleet.exporter.status.PoolRow;
import dev.memfleet.exporter.status.State;
import java.util.List;

/** The table of pools: sums, spread and differences. */
final class PoolsTable {
  private static final int MAX_VERSIONS = 4;

  private final Links links;

  PoolsTable(Links links) {
    this.links = links;
  }

  Html html(List<PoolRow> pools) {
    Html html =
        new Html()
            .add("<div class=\"scroll\" role=\"region\" aria-label=\"Pools\" tabindex=\"0\">\n")
            .add(
                """
                <table class="pools" id="pools">
                <thead><tr>
                <th scope="col">State</th>
                <th scope="col">Pool</th>
                <th scope="col" class="number">Nodes up</th>
                <th scope="col" class="number">Hit ratio</th>
                <th scope="col" class="number">Ops/s</th>
                <th scope="col" class="number">Evict/s</th>
                <th scope="col" class="number">Memory</th>
                <th scope="col" class="number">Connections</th>
                <th scope="col" class="number">In/s</th>
                <th scope="col" class="number">Out/s</th>
                <th scope="col">Differs</th>
                </tr></thead>
                <tbody>
                """);
    pools.forEach(pool -> html.add("%s", row(pool)));
    return html.add("</tbody>\n</table>\n</div>\n");
  }

  private Html row(PoolRow pool) {
    return new Html()
        .add(
            """
            <tr class="%s">
            <td data-label="State">%s</td>
            <th scope="row" data-label="Pool"><a href="%s" data-sort>%s</a></th>
            <td data-label="Nodes up" class="number">%s / %s</td>
            %s%s%s%s%s%s%s<td data-label="Differs" class="differs">%s</td>
            </tr>
            """,
            pool.state().label(),
            Layout.state(pool.state().label()),
            links.to("/") + Choice.ofPool(pool.name()).query(),
            pool.title(),
            pool.nodes(State.UP),
            pool.nodes(),
            range("Hit ratio", Figure.HIT_RATIO, pool),
            range("Ops/s", Figure.OPERATIONS, pool),
            range("Evict/s", Figure.EVICTIONS, pool),
            ratio("Memory", Figure.MEMORY, Figure.MEMORY_LIMIT, pool),
            ratio("Connections", Figure.CONNECTIONS, Figure.CONNECTION_LIMIT, pool),
            range("In/s", Figure.BYTES_IN, pool),
            range("Out/s", Figure.BYTES_OUT, pool),
            differs(pool));
  }

  private static Html range(String title, Figure figure, PoolRow pool) {
    Html html = new Html();
    html.add("<td data-label=\"%s\" class=\"number\">%s", title, figure.shown(pool.value(figure)));
    if (pool.min(figure) < pool.max(figure)) {
      html.add(
          " <span class=\"spread\">%s to %s</span>",
          figure.shown(pool.min(figure)), figure.shown(pool.max(figure)));
    }
    return html.add("</td>\n");
  }

  private static Html ratio(String title, Figure figure, Figure limit, PoolRow pool) {
    double of = pool.value(limit);
    return new Html()
        .add(
            "<td data-label=\"%s\" class=\"number bar\">%s%s</td>\n",
            title,
            figure.shown(pool.value(figure), limit, of),
            NodesTable.bar("", of > 0 ? Math.min(1, pool.value(figure) / of) : Double.NaN));
  }

  private static String differs(PoolRow pool) {
    String versions =
        pool.versions().size() < 2 ? "" : "version: " + pool.versionsText(MAX_VERSIONS) + "; ";
    String settings = String.join(", ", pool.settings().differing());
    String all = versions + settings;
    return all.isEmpty() ? "-" : all;
  }
}
