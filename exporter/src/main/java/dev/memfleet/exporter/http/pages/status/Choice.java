package dev.memfleet.exporter.http.pages.status;

import dev.memfleet.exporter.http.pages.Links;
import dev.memfleet.exporter.http.server.BadRequestException;
import dev.memfleet.exporter.http.server.Query;
import dev.memfleet.exporter.status.NodeRow;
import dev.memfleet.exporter.status.State;
import dev.memfleet.exporter.yaml.Quoted;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that the page shows and their order, as given in its URL.
 *
 * @param pool null for all
 * @param text substring of the address, the version or a label; empty for all
 * @param page from 1
 */
record Choice(@Nullable String pool, Optional<State> state, String text, Order order, int page) {
  static final int PAGE_SIZE = 100;
  private static final int MAX_TEXT = 200;

  static Choice of(Query query) throws BadRequestException {
    String state = orEmpty(query.single("state"));
    Optional<State> wanted = State.of(state);
    if (!state.isEmpty() && wanted.isEmpty()) {
      throw new BadRequestException(
          "state: %s (expected up, partial, down or unknown)".formatted(Quoted.text(state)));
    }
    String pool = query.single("pool");
    return new Choice(
        "*".equals(pool) ? null : pool,
        wanted,
        text(orEmpty(query.single("q"))),
        Order.of(orEmpty(query.single("sort"))),
        page(orEmpty(query.single("page"))));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String text(String text) throws BadRequestException {
    if (text.length() > MAX_TEXT) {
      throw new BadRequestException("q: longer than %d characters".formatted(MAX_TEXT));
    }
    return text.strip();
  }

  private static int page(String text) throws BadRequestException {
    if (text.isEmpty()) {
      return 1;
    }
    if (!text.matches("[1-9][0-9]{0,5}")) {
      throw new BadRequestException("page: %s (expected a number)".formatted(Quoted.text(text)));
    }
    return Integer.parseInt(text);
  }

  /** The selected nodes, in the selected order. */
  List<NodeRow> of(List<NodeRow> worstFirst) {
    return order.sorted(worstFirst.stream().filter(this::matches)).toList();
  }

  private boolean matches(NodeRow row) {
    return (pool == null || row.pool().equals(pool))
        && (state.isEmpty() || row.state() == state.get())
        && (text.isEmpty() || hasText(row));
  }

  private boolean hasText(NodeRow row) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return row.address().toLowerCase(Locale.ROOT).contains(wanted)
        || row.version().toLowerCase(Locale.ROOT).contains(wanted)
        || row.reason().toLowerCase(Locale.ROOT).contains(wanted)
        || row.node().target().labels().values().stream()
            .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(wanted));
  }

  Choice sortedBy(Order other) {
    return new Choice(pool, state, text, other, 1);
  }

  Choice onPage(int other) {
    return new Choice(pool, state, text, order, other);
  }

  /** All nodes of a pool, the worst first. */
  static Choice ofPool(String name) {
    return new Choice(name, Optional.empty(), "", new Order(Order.WORST, false), 1);
  }

  /** The URL's query with its question mark; empty for the default page. */
  String query() {
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("?");
    if (pool != null) {
      query.add("pool=" + Links.encoded(pool));
    }
    state.ifPresent(wanted -> query.add("state=" + wanted.label()));
    if (!text.isEmpty()) {
      query.add("q=" + Links.encoded(text));
    }
    if (!order.isDefault()) {
      query.add("sort=" + order.text());
    }
    if (page > 1) {
      query.add("page=" + page);
    }
    return query.toString();
  }
}
