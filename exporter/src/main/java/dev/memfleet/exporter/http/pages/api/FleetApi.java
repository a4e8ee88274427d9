package dev.memfleet.exporter.http.pages.api;

import dev.memfleet.exporter.http.pages.FleetView;
import dev.memfleet.exporter.http.pages.JarFile;
import dev.memfleet.exporter.http.pages.Json;
import dev.memfleet.exporter.http.server.BadRequestException;
import dev.memfleet.exporter.http.server.Exchange;
import dev.memfleet.exporter.http.server.HttpEndpoint;
import dev.memfleet.exporter.http.server.RequestLimit;
import dev.memfleet.exporter.status.FleetStatus;
import dev.memfleet.exporter.status.NodeRow;
import dev.memfleet.exporter.status.PoolRow;
import dev.memfleet.exporter.yaml.Quoted;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The API of the fleet: its pools, its nodes and their descriptions. */
public final class FleetApi {
  static final String JSON = "application/json";
  private static final JarFile OPENAPI = new JarFile(FleetApi.class, "openapi.json");
  private static final String CSV = "text/csv; charset=utf-8; header=present";

  private final FleetView view;

  private FleetApi(FleetView view) {
    this.view = view;
  }

  /** Adds the routes. */
  public static void addTo(HttpEndpoint http, FleetView view, RequestLimit limit) {
    FleetApi api = new FleetApi(view);
    NodeApi nodes = new NodeApi(view);
    http.route("/api/v1/fleet", limit.of(api::fleet));
    http.route("/api/v1/pools", limit.of(api::pools));
    http.routeBelow(
        "/api/v1/nodes/",
        (exchange, rest) -> limit.of(same -> nodes.handle(same, rest)).handle(exchange));
    http.route(
        "/api/v1/openapi.json",
        exchange -> exchange.send(200, JSON, new String(OPENAPI.bytes(), StandardCharsets.UTF_8)));
  }

  private Future<Void> fleet(Exchange exchange) throws BadRequestException {
    String format = exchange.query().single("format");
    if (format != null && !format.equals("json") && !format.equals("csv")) {
      throw new BadRequestException(
          "format: %s (expected json or csv)".formatted(Quoted.text(format)));
    }
    boolean csv = "csv".equals(format);
    return exchange
        .here(view.polled())
        .compose(
            status ->
                csv
                    ? exchange.page(CSV, new Rows(Csv.header(), status.nodes(), Csv::line, "", ""))
                    : exchange.page(
                        JSON,
                        new Rows(head(status), status.nodes(), FleetApi::text, ",\n", "]}\n")));
  }

  private static String head(FleetStatus status) {
    Json json = new Json().object().field("at", status.at()).name("news").array();
    status
        .news()
        .forEach(
            news ->
                json.object()
                    .field("level", news.level().name().toLowerCase(Locale.ROOT))
                    .field("text", news.text())
                    .endObject());
    return json.endArray().name("nodes").array().take() + "\n";
  }

  private static String text(NodeRow row) {
    Json json = new Json();
    RowJson.write(row, json);
    return json.take();
  }

  private Future<Void> pools(Exchange exchange) {
    return exchange
        .here(
            view.polled()
                .compose(
                    status ->
                        view.make(
                            () -> {
                              Json json = new Json().object().field("at", status.at());
                              json.name("pools").array();
                              for (PoolRow pool : status.pools()) {
                                RowJson.write(pool, json);
                              }
                              return json.endArray().endObject().take() + "\n";
                            })))
        .compose(text -> exchange.send(200, JSON, text));
  }
}
