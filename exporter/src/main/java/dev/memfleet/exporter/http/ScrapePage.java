package dev.memfleet.exporter.http;

import com.sun.net.httpserver.HttpExchange;
import dev.memfleet.exporter.client.FailureReason;
import dev.memfleet.exporter.exposition.Exposition;
import dev.memfleet.exporter.exposition.PageFilter;
import dev.memfleet.exporter.exposition.PageFormat;
import dev.memfleet.exporter.fleet.Fleet;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Quoted;
import dev.memfleet.exporter.scrape.NodeStatus;
import dev.memfleet.exporter.self.SelfMetrics;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** {@code /scrape?target=host:port&profile=name}: one node, polled now. */
public final class ScrapePage implements Route {
  private final Fleet fleet;
  private final Exposition exposition;
  private final SelfMetrics self;
  private final Executor threads;

  public ScrapePage(Fleet fleet, Exposition exposition, SelfMetrics self, Executor threads) {
    this.fleet = fleet;
    this.exposition = exposition;
    this.self = self;
    this.threads = threads;
  }

  @Override
  public Future<Void> handle(HttpExchange exchange) throws BadRequestException {
    self.scraped();
    NodeAddress target;
    Optional<Profile> profile;
    PageFilter filter;
    try {
      Query query = Query.of(exchange.getRequestURI());
      target = target(query);
      profile = profile(query);
      filter = new PageFilter(Filters.sections(query), Map.of(), query.all(Filters.NAMES));
    } catch (BadRequestException bad) {
      self.scrapeFailed(SelfMetrics.BAD_TARGET);
      throw bad;
    }
    return fleet
        .poll(target, profile, ScrapeTimeout.of(exchange, fleet.rules().config().timeout()))
        .compose(node -> Background.run(threads, () -> write(exchange, node, filter)));
  }

  private static NodeAddress target(Query query) throws BadRequestException {
    String target = query.single("target");
    if (target == null || target.isEmpty()) {
      throw new BadRequestException("the parameter target is missing: ?target=host:port");
    }
    try {
      return NodeAddress.parse(target);
    } catch (IllegalArgumentException malformed) {
      throw new BadRequestException("target: " + malformed.getMessage());
    }
  }

  private Optional<Profile> profile(Query query) throws BadRequestException {
    String name = query.single("profile");
    if (name == null) {
      return Optional.empty();
    }
    Profile profile = fleet.rules().admission().profiles().get(name);
    if (profile == null) {
      throw new BadRequestException("profile: there is none called " + Quoted.text(name));
    }
    return Optional.of(profile);
  }

  private void write(HttpExchange exchange, NodeStatus node, PageFilter filter) throws IOException {
    FailureReason failure = node.last().failure();
    if (failure != null) {
      self.scrapeFailed(failure.label());
    }
    if (failure == FailureReason.FORBIDDEN) {
      Responses.text(exchange, 403, node.last().message());
      return;
    }
    PageFormat format = PageFormat.of(exchange.getRequestHeaders().getFirst("Accept"));
    Responses.page(
        exchange, format.contentType(), out -> exposition.writeNodePage(node, filter, format, out));
  }
}
