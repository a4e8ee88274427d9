package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.text.Kind;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The table of the live table's columns, each with the key that sorts by it. */
@SuppressWarnings("ImmutableEnumChecker") // stateless functions
enum TopColumn {
  // spotless:off
  NODE('n', "NODE", Kind.TEXT, 0, row -> row.view().address()),
  OPS('o', "OPS/S", Kind.RATE, 8, TopRow::operations),
  HITS('h', "HITS", Kind.RATIO, 7, TopRow::hitRatio),
  EVICTIONS('e', "EVICT/S", Kind.RATE, 8, TopRow::evictions),
  MEMORY('m', "MEM", Kind.RATIO, 7, row -> ReportField.MEMORY_RATIO.of(row.view().series())),
  CONNECTIONS('c', "CONNS", Kind.COUNT, 7, row -> ReportField.CURR_CONNECTIONS.of(row.view().series())),
  ITEMS('i', "ITEMS", Kind.COUNT, 8, row -> ReportField.CURR_ITEMS.of(row.view().series())),
  UPTIME('u', "UPTIME", Kind.SECONDS, 8, row -> ReportField.UPTIME.of(row.view().series()));
  // spotless:on

  private final char key;
  private final String title;
  private final Kind kind;
  private final int width;
  private final Function<TopRow, Object> value;

  TopColumn(char key, String title, Kind kind, int width, Function<TopRow, Object> value) {
    this.key = key;
    this.title = title;
    this.kind = kind;
    this.width = width;
    this.value = value;
  }

  /** The column that a key sorts by, or null. */
  static @Nullable TopColumn of(int key) {
    for (TopColumn column : values()) {
      if (column.key == key) {
        return column;
      }
    }
    return null;
  }

  char key() {
    return key;
  }

  String title() {
    return title;
  }

  /** Its width in characters; 0 for the remaining width. */
  int width() {
    return width;
  }

  String shown(TopRow row) {
    return kind.shown(row.view().up() || this == NODE ? value.apply(row) : null);
  }

  /** Largest first, but names in ascending order; nodes without a value come last. */
  Comparator<TopRow> order() {
    Comparator<TopRow> byName = Comparator.comparing(row -> row.view().address());
    if (this == NODE) {
      return byName;
    }
    return Comparator.<TopRow>comparingDouble(this::number).reversed().thenComparing(byName);
  }

  private double number(TopRow row) {
    double number = row.view().up() ? ((Number) value.apply(row)).doubleValue() : Double.NaN;
    return Double.isNaN(number) ? Double.NEGATIVE_INFINITY : number;
  }
}
