package dev.memfleet.exporter.http.pages.status;

import dev.memfleet.exporter.http.server.BadRequestException;
import dev.memfleet.exporter.status.Figure;
import dev.memfleet.exporter.status.NodeRow;
import dev.memfleet.exporter.yaml.Quoted;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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

  private static final Map<String, Comparator<NodeRow>> TEXTS = texts();
  private static final Map<String, ToDoubleFunction<NodeRow>> NUMBERS = numbers();
  private static final Set<String> KEYS = keys();

  private static Map<String, Comparator<NodeRow>> texts() {
    Map<String, Comparator<NodeRow>> texts = new LinkedHashMap<>();
    texts.put(WORST, Comparator.comparing(NodeRow::state));
    texts.put("address", Comparator.comparing(NodeRow::address));
    texts.put("pool", Comparator.comparing(NodeRow::pool));
    texts.put("version", Comparator.comparing(NodeRow::version));
    return texts;
  }

  /** The sort keys whose value may be unknown: NaN. */
  private static Map<String, ToDoubleFunction<NodeRow>> numbers() {
    Map<String, ToDoubleFunction<NodeRow>> numbers = new LinkedHashMap<>();
    for (Figure figure : Figure.values()) {
      numbers.put(figure.key(), row -> row.value(figure));
    }
    numbers.put("memory", row -> row.share(Figure.MEMORY, Figure.MEMORY_LIMIT));
    numbers.put("connection", row -> row.share(Figure.CONNECTIONS, Figure.CONNECTION_LIMIT));
    return numbers;
  }

  private static Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>(TEXTS.keySet());
    keys.addAll(NUMBERS.keySet());
    return keys;
  }

  static Order of(String text) throws BadRequestException {
    boolean descending = text.startsWith("-");
    String key = descending ? text.substring(1) : text;
    if (key.isEmpty()) {
      return new Order(WORST, false);
    }
    if (!KEYS.contains(key)) {
      throw new BadRequestException(
          "sort: %s (expected one of: %s)".formatted(Quoted.text(text), String.join(", ", KEYS)));
    }
    return new Order(key, descending);
  }

  static Set<String> allKeys() {
    return KEYS;
  }

  /** The rows in this order; those without a value come last, ties are the worst first. */
  Stream<NodeRow> sorted(Stream<NodeRow> worstFirst) {
    if (isDefault()) {
      return worstFirst;
    }
    ToDoubleFunction<NodeRow> number = NUMBERS.get(key);
    if (number == null) {
      return worstFirst.sorted(directed(Objects.requireNonNull(TEXTS.get(key))));
    }
    return worstFirst.sorted(
        Comparator.<NodeRow, Boolean>comparing(row -> Double.isNaN(number.applyAsDouble(row)))
            .thenComparing(directed(Comparator.comparingDouble(number))));
  }

  private Comparator<NodeRow> directed(Comparator<NodeRow> ascending) {
    return descending ? ascending.reversed() : ascending;
  }

  boolean isDefault() {
    return key.equals(WORST);
  }

  /** The order after a click on a column's head: largest or A to Z first, then reversed. */
  Order onClick(String column, boolean textual) {
    return key.equals(column) ? new Order(column, !descending) : new Order(column, !textual);
  }

  String text() {
    return (descending ? "-" : "") + key;
  }
}
