package dev.memfleet.exporter.http.pages.api;

import dev.memfleet.exporter.http.pages.Json;
import dev.memfleet.exporter.status.Figure;
import dev.memfleet.exporter.status.NodeRow;
import dev.memfleet.exporter.status.PoolRow;
import dev.memfleet.exporter.status.State;
import java.util.Locale;

/** Rows of nodes and pools as JSON. */
final class RowJson {
  private RowJson() {}

  static void write(NodeRow row, Json json) {
    json.object();
    fields(row, json);
    json.endObject();
  }

  static void fields(NodeRow row, Json json) {
    json.field("address", row.address()).field("pool", row.pool()).name("labels").object();
    row.node().target().labels().forEach(json::field);
    json.endObject()
        .field("state", row.state().label())
        .field("reason", row.reason())
        .field("since", row.since())
        .field("polled_at", row.polledAt())
        .field("version", row.version());
    for (Figure figure : Figure.values()) {
      json.field(figure.key(), row.value(figure));
    }
  }

  static void write(PoolRow pool, Json json) {
    json.object()
        .field("pool", pool.name())
        .field("state", pool.state().label())
        .field("nodes", pool.nodes());
    for (State state : State.values()) {
      json.field("nodes_" + state.label().toLowerCase(Locale.ROOT), pool.nodes(state));
    }
    json.name("versions").object();
    pool.versions().forEach((version, nodes) -> json.field(version, nodes));
    json.endObject().name("differing_settings").array();
    pool.settings().differing().forEach(json::value);
    json.endArray();
    for (Figure figure : Figure.values()) {
      json.name(figure.key())
          .object()
          .field("all", pool.value(figure))
          .field("least", pool.min(figure))
          .field("most", pool.max(figure))
          .endObject();
    }
    json.endObject();
  }
}
