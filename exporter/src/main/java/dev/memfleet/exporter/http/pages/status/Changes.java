package dev.memfleet.exporter.http.pages.status;

import dev.memfleet.exporter.http.pages.Json;
import dev.memfleet.exporter.http.pages.Links;
import dev.memfleet.exporter.status.FleetStatus;
import dev.memfleet.exporter.status.NodeRow;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The changes of the fleet since the previous tick of the live updates.
 *
 * @param events the event for each view
 * @param stamps a number for each node, which changes with what is shown of it
 * @param around a number that changes with what is shown of pools and news
 * @param otherNodes whether nodes were added or removed
 */
record Changes(
    Map<View, Buffer> events, Map<String, Integer> stamps, int around, boolean otherNodes) {
  /**
   * The parts of the status that a page receives.
   *
   * @param rows those that it has; empty for all
   * @param whole whether to include what did not change
   */
  record View(Optional<ShownRows> rows, boolean whole) {
    boolean has(NodeRow row) {
      return rows.isEmpty() || rows.get().has(row);
    }
  }

  /**
   * Compares the status with the previous one.
   *
   * @param before null at the first tick
   * @param views those that events are made for
   */
  static Changes of(FleetStatus status, @Nullable Changes before, Set<View> views, Links links) {
    Map<String, Integer> known = before == null ? Map.of() : before.stamps;
    Map<String, Integer> stamps = new HashMap<>();
    status.nodes().forEach(row -> stamps.put(row.address(), stamp(row)));
    String news = FleetPage.news(status.news()).toString();
    String pools = new PoolsTable(links).html(status.pools()).toString();
    int around = 31 * pools.hashCode() + news.hashCode();
    boolean others = before != null && !stamps.keySet().equals(known.keySet());

    Map<NodeRow, String> made = new HashMap<>();
    Map<View, Buffer> events = new HashMap<>();
    for (View view : views) {
      Json json = new Json().object().field("at", (double) status.at().getEpochSecond());
      if (view.whole || before == null || around != before.around) {
        json.field("news", news).field("pools", pools);
      }
      StringBuilder event = new StringBuilder("event: update\ndata: ");
      event.append(json.take()).append(",\"nodes\":[");
      String comma = "";
      for (NodeRow row : status.nodes()) {
        if (view.has(row) && (view.whole || !same(row.address(), known, stamps))) {
          event.append(comma);
          event.append(made.computeIfAbsent(row, r -> RowView.of(r, status.at()).json()));
          comma = ",";
        }
      }
      events.put(view, Buffer.buffer(event.append("]}\n\n").toString()));
    }
    return new Changes(events, stamps, around, others);
  }

  /** Changes with each poll, and when a poll is known to be missing. */
  private static int stamp(NodeRow row) {
    return 31 * Objects.hashCode(row.polledAt()) + row.state().label().hashCode();
  }

  /** The event for a view; null if it was not among the views. */
  @Nullable Buffer event(View view) {
    return events.get(view);
  }

  /** Whether a node is unchanged. */
  boolean isSame(String address, @Nullable Changes before) {
    return before == null || same(address, before.stamps, stamps);
  }

  private static boolean same(
      String address, Map<String, Integer> before, Map<String, Integer> now) {
    return Objects.equals(before.get(address), now.get(address));
  }
}
