package dev.memfleet.exporter.http;

import com.sun.net.httpserver.HttpExchange;
import dev.memfleet.exporter.config.PollConfig;
import dev.memfleet.exporter.exposition.Exposition;
import dev.memfleet.exporter.exposition.PageFilter;
import dev.memfleet.exporter.exposition.PageFormat;
import dev.memfleet.exporter.fleet.Fleet;
import dev.memfleet.exporter.scrape.NodeStatus;
import dev.memfleet.exporter.self.SelfMetrics;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;

/**
 * {@code /metrics}: every node that the agent watches, and the agent. {@code
 * ?pool=sessions&collect[]=stats} narrows it to nodes by their labels, and to collectors.
 */
public final class MetricsPage implements Route {
  private final Fleet fleet;
  private final Exposition exposition;
  private final SelfMetrics self;
  private final Executor threads;

  public MetricsPage(Fleet fleet, Exposition exposition, SelfMetrics self, Executor threads) {
    this.fleet = fleet;
    this.exposition = exposition;
    this.self = self;
    this.threads = threads;
  }

  @Override
  public Future<Void> handle(HttpExchange exchange) throws BadRequestException {
    PageFilter filter = filter(Query.of(exchange.getRequestURI()));
    PollConfig poll = fleet.rules().config();
    self.pageBegun();
    return (poll.onDemand()
            ? fleet
                .pollAll(ScrapeTimeout.of(exchange, poll.timeout()))
                .compose(nodes -> Background.run(threads, () -> write(exchange, filter, nodes)))
            : Background.run(threads, () -> write(exchange, filter, fleet.statuses())))
        .onComplete(end -> self.pageEnded(Responses.statusOf(exchange, end.succeeded())));
  }

  private void write(HttpExchange exchange, PageFilter filter, List<NodeStatus> nodes)
      throws IOException {
    PageFormat format = PageFormat.of(exchange.getRequestHeaders().getFirst("Accept"));
    Responses.page(
        exchange,
        format.contentType(),
        out -> exposition.writeAgentPage(nodes, filter, format, out));
  }

  private PageFilter filter(Query query) throws BadRequestException {
    Map<String, Set<String>> labels = new HashMap<>(query.parameters());
    labels.remove(Filters.COLLECTORS);
    labels.remove(Filters.NAMES);
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
