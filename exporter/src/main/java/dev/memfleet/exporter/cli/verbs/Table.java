package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.text.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of values under columns, not yet formatted.
 *
 * @param name what the rows are, for programs
 */
record Table(String name, List<Column> columns, List<Row> rows) {
  Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    for (Row row : rows) {
      if (row.cells().size() != columns.size()) {
        throw new IllegalArgumentException(name + ": " + row + " under " + columns);
      }
    }
  }

  /**
   * A column.
   *
   * @param key for programs
   * @param title for people
   */
  record Column(String key, String title, Kind kind) {}

  /** The emphasis of a row. */
  enum Tone {
    PLAIN,
    STRONG,
    WARNING,
    BAD
  }

  /** The values of one row: texts, numbers or null. */
  record Row(Tone tone, List<@Nullable Object> cells) {
    Row {
      cells = Collections.unmodifiableList(new ArrayList<>(cells));
    }
  }

  /** The formatted cells of a row. */
  List<String> shown(Row row) {
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      shown.add(columns.get(i).kind().shown(row.cells().get(i)));
    }
    return shown;
  }
}
