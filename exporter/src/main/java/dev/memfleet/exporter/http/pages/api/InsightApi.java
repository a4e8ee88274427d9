package dev.memfleet.exporter.http.pages.api;

import dev.memfleet.exporter.http.pages.FleetView;
import dev.memfleet.exporter.http.pages.Json;
import dev.memfleet.exporter.http.pages.Links;
import dev.memfleet.exporter.http.pages.NodeInPath;
import dev.memfleet.exporter.http.server.BadRequestException;
import dev.memfleet.exporter.http.server.Exchange;
import dev.memfleet.exporter.http.server.HttpEndpoint;
import dev.memfleet.exporter.http.server.Query;
import dev.memfleet.exporter.http.server.RequestLimit;
import dev.memfleet.exporter.insight.HotKey;
import dev.memfleet.exporter.insight.Insight;
import dev.memfleet.exporter.insight.JobKind;
import dev.memfleet.exporter.insight.NodeInsight;
import dev.memfleet.exporter.insight.Recommendation;
import dev.memfleet.exporter.insight.WatchReport;
import dev.memfleet.exporter.insight.WatchResult;
import dev.memfleet.exporter.insight.curve.Curve;
import dev.memfleet.exporter.insight.curve.Curve.Point;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.yaml.Quoted;
import io.vertx.core.Future;
import java.util.List;

/**
 * {@code /api/v1/insight}: the results of watching and dumping a node; {@code /insight/run} starts
 * a window or a dump.
 */
public final class InsightApi {
  private final FleetView view;
  private final Insight insight;
  private final String page;

  private InsightApi(FleetView view, Insight insight, String page) {
    this.view = view;
    this.insight = insight;
    this.page = page;
  }

  /**
   * Adds the routes.
   *
   * @param page where a button redirects the browser, with the node appended
   */
  public static void addTo(
      HttpEndpoint http, FleetView view, Insight insight, RequestLimit limit, String page) {
    InsightApi api = new InsightApi(view, insight, page);
    http.route("/api/v1/insight", limit.of(api::get));
    http.post("/insight/run", limit.of(api::run));
  }

  /**
   * The node named in a query.
   *
   * @throws BadRequestException when it names none
   */
  public static NodeAddress target(Query query) throws BadRequestException {
    String target = query.single("target");
    if (target == null) {
      throw new BadRequestException("target: expected the address of a node");
    }
    return NodeInPath.target(target);
  }

  /**
   * The results for a node.
   *
   * @throws BadRequestException when the agent does not watch it
   */
  public static NodeInsight known(Insight insight, NodeAddress address) throws BadRequestException {
    return insight.of(address).orElseThrow(() -> NodeInPath.unwatched(address));
  }

  private Future<Void> get(Exchange exchange) throws BadRequestException {
    NodeAddress address = target(exchange.query());
    return exchange
        .here(view.make(() -> json(address, known(insight, address))))
        .compose(text -> exchange.send(200, FleetApi.JSON, text));
  }

  private Future<Void> run(Exchange exchange) throws BadRequestException {
    NodeAddress address = target(exchange.query());
    JobKind kind = kind(exchange.query());
    String accept = exchange.header("Accept");
    boolean browser = accept != null && accept.contains("text/html");
    return exchange
        .here(
            view.make(
                () -> {
                  known(insight, address);
                  return insight.start(address, kind);
                }))
        .compose(
            refusal -> {
              if (refusal.isPresent()) {
                return exchange.text(409, refusal.get());
              }
              return browser
                  ? exchange.redirect(page + Links.encoded(address.toString()))
                  : exchange.text(202, "started");
            });
  }

  private static JobKind kind(Query query) throws BadRequestException {
    String kind = query.single("kind");
    try {
      return kind == null ? JobKind.WATCH : JobKind.of(kind);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("kind: %s (%s)".formatted(Quoted.text(kind), e.getMessage()));
    }
  }

  private static String json(NodeAddress address, NodeInsight known) {
    Json json = new Json().object().field("address", address.toString());
    json.field("allowed", known.allowed())
        .field("running", known.isRunning())
        .field("running_kind", known.running().map(JobKind::label).orElse(null))
        .field("progress", known.progress())
        .field("ended_at", known.endedAt());
    WatchResult last = known.last().orElse(null);
    json.field("verdict", last == null ? null : last.verdict().label())
        .field("reason", last == null ? null : last.reason());
    json.name("report");
    WatchReport report = known.report().orElse(null);
    if (report == null) {
      json.value((String) null);
    } else {
      report(report, json);
    }
    DumpJson.write(known, json.name("dump"));
    recommendations(known, json);
    return json.endObject().take() + "\n";
  }

  private static void recommendations(NodeInsight known, Json json) {
    json.name("recommendations").array();
    for (Recommendation one : known.recommendations()) {
      json.object()
          .field("id", one.kind().id())
          .field("evidence", one.evidence())
          .field("gain", one.gain())
          .field("hit_ratio_gain", one.points().points())
          .field("hit_ratio_gain_error", one.points().error())
          .field("action", one.action())
          .field("risk", one.risk())
          .field("undo", one.undo())
          .endObject();
    }
    json.endArray();
  }

  private static void report(WatchReport report, Json json) {
    json.object()
        .field("at", report.at())
        .field("evictions_seconds", report.evictions().toMillis() / 1e3)
        .field("window_seconds", report.window().toMillis() / 1e3)
        .field("version", report.version())
        .field("lines", (double) report.lines())
        .field("lines_lost_ratio", report.lost())
        .field("cost_cores", report.cost())
        .field("gets", (double) report.gets())
        .field("hit_ratio", report.hitRatio());
    hot("keys", report.keys(), json);
    hot("keys_by_bytes", report.keysByBytes(), json);
    hot("prefixes", report.prefixes(), json);
    json.name("curve");
    Curve curve = report.curve().orElse(null);
    if (curve == null) {
      json.value((String) null);
    } else {
      curve(curve, json);
    }
    json.endObject();
  }

  private static void hot(String name, List<HotKey> all, Json json) {
    json.name(name).array();
    for (HotKey hot : all) {
      json.object()
          .field("name", hot.name())
          .field("share", hot.share())
          .field("share_at_least", hot.minShare())
          .field("per_second", hot.perSecond())
          .field("connections", hot.connections())
          .endObject();
    }
    json.endArray();
  }

  private static void curve(Curve curve, Json json) {
    json.object()
        .field("capacity_bytes", curve.capacityBytes())
        .field("supported_memory_ratio", curve.support())
        .field("anchored", curve.anchored())
        .field("sampled_keys", curve.sampledKeys())
        .field("sampling_ratio", curve.sampling());
    json.name("points").array();
    for (Point point : curve.points()) {
      json.object()
          .field("memory", point.memory())
          .field(point.supported() ? "hit_ratio" : "hit_ratio_at_least", point.hitRatio())
          .field("error", point.error())
          .field("supported", point.supported())
          .endObject();
    }
    json.endArray().endObject();
  }
}
