package dev.memfleet.exporter.http.pages.api;

import dev.memfleet.exporter.history.Failure;
import dev.memfleet.exporter.history.HistorySeries;
import dev.memfleet.exporter.history.HistorySnapshot;
import dev.memfleet.exporter.http.pages.FleetView;
import dev.memfleet.exporter.http.pages.Json;
import dev.memfleet.exporter.http.pages.NodeInPath;
import dev.memfleet.exporter.http.server.BadRequestException;
import dev.memfleet.exporter.http.server.Exchange;
import dev.memfleet.exporter.status.FleetStatus;
import dev.memfleet.exporter.status.NodeRow;
import dev.memfleet.exporter.status.PoolSettings;
import dev.memfleet.exporter.status.SlabClass;
import io.vertx.core.Future;
import java.util.function.IntToDoubleFunction;

/** {@code /api/v1/nodes/{address}}, and {@code /history} below it. */
final class NodeApi {
  private static final String HISTORY = "/history";

  private final FleetView view;

  NodeApi(FleetView view) {
    this.view = view;
  }

  Future<Void> handle(Exchange exchange, String rest) throws BadRequestException {
    boolean history = rest.endsWith(HISTORY);
    String address = history ? rest.substring(0, rest.length() - HISTORY.length()) : rest;
    NodeInPath known = NodeInPath.of(address);
    return exchange
        .here(
            view.polled()
                .compose(
                    status ->
                        view.make(
                            () -> {
                              NodeRow row = known.in(status);
                              return history ? history(row, status) : node(row, status);
                            })))
        .compose(text -> exchange.send(200, FleetApi.JSON, text));
  }

  private static String node(NodeRow row, FleetStatus status) {
    Json json = new Json().object();
    RowJson.fields(row, json);
    json.name("settings").array();
    for (PoolSettings.Value setting : status.poolOf(row).settings().of(row.reading())) {
      json.object()
          .field("name", setting.name())
          .field("value", setting.value())
          .field("usual", setting.usual())
          .field("differs", setting.differs())
          .endObject();
    }
    json.endArray().name("slab_classes").array();
    SlabClass.of(row.reading()).forEach(slab -> write(slab, json));
    json.endArray().name("failures").array();
    for (Failure failure : row.node().history().failures()) {
      json.object()
          .field("at", failure.at())
          .field("reason", failure.reason().label())
          .field("message", failure.message())
          .endObject();
    }
    return json.endArray().endObject().take() + "\n";
  }

  private static void write(SlabClass slab, Json json) {
    json.object()
        .field("class", slab.number())
        .field("chunk_size_bytes", slab.chunkSize())
        .field("pages", slab.pages())
        .field("chunks", slab.chunks())
        .field("used_chunks", slab.usedChunks())
        .field("items", slab.items())
        .field("hot_items", slab.hot())
        .field("warm_items", slab.warm())
        .field("cold_items", slab.cold())
        .field("wasted_bytes", slab.wastedBytes())
        .field("evictions", slab.evictions())
        .field("evicted_age_seconds", slab.evictedAge())
        .field("get_hits", slab.getHits())
        .field("sets", slab.sets())
        .endObject();
  }

  private static String history(NodeRow row, FleetStatus status) {
    HistorySnapshot past = row.node().history().past(status.at());
    Json json = new Json().object().field("address", row.address());
    json.field("length_seconds", (double) row.node().history().retention().length().toSeconds());
    json.field(
        "resolution_seconds", row.node().history().retention().resolution().toMillis() / 1e3);
    column("times", past, point -> (double) past.second(point), json);
    json.name("series").object();
    for (HistorySeries series : HistorySeries.values()) {
      column(series.key(), past, point -> past.value(series, point), json);
    }
    column("operations_per_second", past, past::operations, json);
    column("hit_ratio", past, past::hitRatio, json);
    return json.endObject().endObject().take() + "\n";
  }

  private static void column(
      String name, HistorySnapshot past, IntToDoubleFunction value, Json json) {
    json.name(name).array();
    for (int point = 0; point < past.size(); point++) {
      json.value(value.applyAsDouble(point));
    }
    json.endArray();
  }
}
