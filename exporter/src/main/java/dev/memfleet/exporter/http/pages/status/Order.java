package dev.memfleet.exporter.http.pages.status;

import dev.memfleet.exporter.http.server.BadRequestException;
import dev.memfleet.exporter.status.Figure;
import dev.memfleet.exporter.status.NodeRow;
import dev.memfleet.exporter.yaml.Quoted;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The sort order of nodes; in a URL a key, with a leading minus for descending.
 *
 * @param key {@link #WORST}, or another sort key
 */
record Order(String key, boolean descending) {
  static final String WORST = "worst";

  private static final Map<String, Comparator<NodeRow>> KEYS = keys();

  private static Map<String, Comparator<NodeRow>> keys() {
    Map<String, Comparator<NodeRow>> keys = new LinkedHashMap<>();
    keys.put(WORST, Comparator.comparing(NodeRow::state));
    keys.put("address", Comparator.comparing(NodeRow::address));
    keys.put("pool", Comparator.comparing(NodeRow::pool));
    keys.put("version", Comparator.comparing(NodeRow::version));
    for (Figure figure : Figure.values()) {
      keys.put(figure.key(), by(row -> row.value(figure)));
    }
    keys.put("memory", by(row -> row.share(Figure.MEMORY, Figure.MEMORY_LIMIT)));
    keys.put("connection", by(row -> row.share(Figure.CONNECTIONS, Figure.CONNECTION_LIMIT)));
    return keys;
  }

  private static Comparator<NodeRow> by(ToDoubleFunction<NodeRow> value) {
    return Comparator.comparingDouble(value);
  }

  static Order of(String text) throws BadRequestException {
    boolean descending = text.startsWith("-");
    String key = descending ? text.substring(1) : text;
    if (key.isEmpty()) {
      return new Order(WORST, false);
    }
    if (!KEYS.containsKey(key)) {
      throw new BadRequestException(
          "sort: %s (expected one of: %s)"
              .formatted(Quoted.text(text), String.join(", ", KEYS.keySet())));
    }
    return new Order(key, descending);
  }

  static Set<String> allKeys() {
    return KEYS.keySet();
  }

  /** The rows in this order; those without a value come last, ties are the worst first. */
  Stream<NodeRow> sorted(Stream<NodeRow> worstFirst) {
    if (isDefault()) {
      return worstFirst;
    }
    Comparator<NodeRow> byKey = Objects.requireNonNull(KEYS.get(key));
    Comparator<NodeRow> ordered = descending ? byKey.reversed() : byKey;
    return worstFirst.sorted(Comparator.comparing(this::hasNoValue).thenComparing(ordered));
  }

  private boolean hasNoValue(NodeRow row) {
    return Stream.of(Figure.values())
        .filter(figure -> figure.key().equals(key))
        .anyMatch(figure -> Double.isNaN(row.value(figure)));
  }

  boolean isDefault() {
    return key.equals(WORST);
  }

  /** The order after a click on the head of a column: the largest first, then reversed. */
  Order onClick(String column, boolean textual) {
    return key.equals(column) ? new Order(column, !descending) : new Order(column, !textual);
  }

  String text() {
    return (descending ? "-" : "") + key;
  }
}
