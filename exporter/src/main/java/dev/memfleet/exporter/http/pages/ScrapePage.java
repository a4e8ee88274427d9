package dev.memfleet.exporter.http.pages;

import dev.memfleet.exporter.client.FailureReason;
import dev.memfleet.exporter.exposition.Exposition;
import dev.memfleet.exporter.exposition.PageFilter;
import dev.memfleet.exporter.exposition.PageFormat;
import dev.memfleet.exporter.fleet.Fleet;
import dev.memfleet.exporter.fleet.NodeStatus;
import dev.memfleet.exporter.http.server.BadRequestException;
import dev.memfleet.exporter.http.server.Exchange;
import dev.memfleet.exporter.http.server.Query;
import dev.memfleet.exporter.http.server.Route;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.scrape.Probe;
import dev.memfleet.exporter.self.SelfMetrics;
import dev.memfleet.exporter.yaml.Quoted;
import io.vertx.core.Future;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /scrape?target=host:port&profile=name}: polls one node now. With {@code debug=true}, shows
 * a transcript of a poll over a separate connection.
 */
public final class ScrapePage implements Route {
  private final Fleet fleet;
  private final Exposition exposition;
  private final ScrapeLimit places;
  private final SelfMetrics self;

  public ScrapePage(Fleet fleet, Exposition exposition, ScrapeLimit places, SelfMetrics self) {
    this.fleet = fleet;
    this.places = places;
    this.exposition = exposition;
    this.self = self;
  }

  @Override
  public Future<Void> handle(Exchange exchange) throws BadRequestException {
    self.scraped();
    NodeAddress target;
    Optional<Profile> profile;
    PageFilter filter;
    boolean debug;
    try {
      Query query = exchange.query();
      target = target(query);
      profile = profile(query);
      filter = new PageFilter(Filters.sections(query), Map.of(), query.all(Filters.NAMES));
      debug = debug(query);
    } catch (BadRequestException bad) {
      self.scrapeFailed(SelfMetrics.BAD_TARGET);
      throw bad;
    }
    String refusal = places.take(target);
    if (!refusal.isEmpty()) {
      self.pageRefused(503);
      return exchange.text(503, refusal);
    }
    Duration timeout = ScrapeTimeout.of(exchange, fleet.rules().config().timeout());
    return Future.succeededFuture()
        .compose(
            ignored ->
                debug
                    ? exchange
                        .here(fleet.probe(target, profile, filter.sections(), timeout))
                        .compose(probe -> transcript(exchange, probe, filter))
                    : exchange
                        .here(fleet.poll(target, profile, filter.sections(), timeout))
                        .compose(node -> answer(exchange, node, filter)))
        .onComplete(ignored -> places.free(target));
  }

  private static boolean debug(Query query) throws BadRequestException {
    String debug = query.single("debug");
    if (debug == null || debug.equals("false")) {
      return false;
    }
    if (!debug.equals("true")) {
      throw new BadRequestException(
          "debug: %s (expected true or false)".formatted(Quoted.text(debug)));
    }
    return true;
  }

  private Future<Void> transcript(Exchange exchange, Probe probe, PageFilter filter) {
    NodeStatus node = NodeStatus.neverPolled(probe.result());
    FailureReason failure = probe.result().failure();
    if (failure == FailureReason.FORBIDDEN || failure == FailureReason.RESOURCES) {
      return answer(exchange, node, filter);
    }
    if (failure != null) {
      self.scrapeFailed(failure.label());
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes(probe.text().getBytes(StandardCharsets.UTF_8));
    try {
      exposition.nodePage(node, filter, PageFormat.TEXT).writeTo(text);
    } catch (IOException impossible) {
      return Future.failedFuture(impossible);
    }
    return exchange.page(
        "text/plain; charset=utf-8",
        out -> {
          text.writeTo(out);
          return false;
        });
  }

  /**
   * Uses the first of several, as in memcached_exporter: relabelling replaces the first of a job's
   * params.
   */
  private static NodeAddress target(Query query) throws BadRequestException {
    String target = query.first("target");
    if (target == null || target.isEmpty()) {
      throw new BadRequestException("the parameter target is missing: ?target=host:port");
    }
    return NodeInPath.target(target);
  }

  private Optional<Profile> profile(Query query) throws BadRequestException {
    String name = query.single("profile");
    if (name == null) {
      return Optional.empty();
    }
    Profile profile = fleet.rules().admission().profiles().get(name);
    if (profile == null) {
      throw new BadRequestException("profile: unknown profile " + Quoted.text(name));
    }
    return Optional.of(profile);
  }

  private Future<Void> answer(Exchange exchange, NodeStatus node, PageFilter filter) {
    FailureReason failure = node.last().failure();
    if (failure != null) {
      self.scrapeFailed(failure.label());
    }
    if (failure == FailureReason.FORBIDDEN) {
      return exchange.text(403, node.last().message());
    }
    if (failure == FailureReason.RESOURCES) {
      return exchange.text(503, node.last().message());
    }
    PageFormat format = PageFormat.of(exchange.header("Accept"));
    return exchange.page(
        format.contentType(), exposition.nodePage(node, filter, format)::writeNext);
  }
}
