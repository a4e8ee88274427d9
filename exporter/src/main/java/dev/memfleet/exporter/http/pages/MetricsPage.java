package dev.memfleet.exporter.http.pages;

import dev.memfleet.exporter.exposition.Exposition;
import dev.memfleet.exporter.exposition.PageFilter;
import dev.memfleet.exporter.exposition.PageFormat;
import dev.memfleet.exporter.fleet.Fleet;
import dev.memfleet.exporter.fleet.NodeStatus;
import dev.memfleet.exporter.fleet.PollConfig;
import dev.memfleet.exporter.http.server.BadRequestException;
import dev.memfleet.exporter.http.server.Exchange;
import dev.memfleet.exporter.http.server.Query;
import dev.memfleet.exporter.http.server.Route;
import dev.memfleet.exporter.self.SelfMetrics;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code /metrics}: all watched nodes, and the agent. {@code ?pool=sessions&collect[]=stats}
 * selects nodes by their labels, and collectors. If no node has a label, as without a configuration
 * file, other parameters are ignored, as in memcached_exporter.
 */
public final class MetricsPage implements Route {
  /** Names a node on {@code /scrape}; ignored here, as in memcached_exporter. */
  private static final String TARGET = "target";

  private final Fleet fleet;
  private final Exposition exposition;
  private final SelfMetrics self;

  public MetricsPage(Fleet fleet, Exposition exposition, SelfMetrics self) {
    this.fleet = fleet;
    this.exposition = exposition;
    this.self = self;
  }

  @Override
  public Future<Void> handle(Exchange exchange) throws BadRequestException {
    PageFilter filter = filter(exchange.query());
    PollConfig poll = fleet.rules().config();
    self.pageBegun();
    Future<List<NodeStatus>> nodes =
        poll.onDemand()
            ? exchange.here(fleet.pollAll(ScrapeTimeout.of(exchange, poll.timeout())))
            : Future.succeededFuture(fleet.statuses());
    return nodes
        .compose(all -> answer(exchange, filter, all))
        .onComplete(result -> self.pageEnded(exchange.status(result.succeeded())));
  }

  private Future<Void> answer(Exchange exchange, PageFilter filter, List<NodeStatus> nodes) {
    PageFormat format = PageFormat.of(exchange.header("Accept"));
    return exchange.page(
        format.contentType(), exposition.agentPage(nodes, filter, format)::writeNext);
  }

  private PageFilter filter(Query query) throws BadRequestException {
    Map<String, Set<String>> labels = new HashMap<>(query.parameters());
    labels.remove(Filters.COLLECTORS);
    labels.remove(Filters.EXCLUDED);
    labels.remove(Filters.NAMES);
    if (fleet.labelNames().isEmpty()) {
      labels.clear();
    }
    if (!fleet.labelNames().contains(TARGET)) {
      labels.remove(TARGET);
    }
    Set<String> unknown = new TreeSet<>(labels.keySet());
    unknown.removeAll(fleet.labelNames());
    if (!unknown.isEmpty()) {
      throw new BadRequestException(
          "no node has the label %s (expected one of: %s; collectors: %s, metrics: %s)"
              .formatted(
                  String.join(", ", unknown),
                  String.join(", ", fleet.labelNames()),
                  Filters.COLLECTORS,
                  Filters.NAMES));
    }
    return new PageFilter(Filters.sections(query), labels, query.all(Filters.NAMES));
  }
}
