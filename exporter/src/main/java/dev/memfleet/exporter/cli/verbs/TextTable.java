package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.verbs.Table.Column;
import dev.memfleet.exporter.cli.verbs.Table.Row;
import java.util.ArrayList;
import java.util.List;

/** A table whose columns are as wide as their longest value. */
final class TextTable {
  private static final String GAP = "  ";

  private TextTable() {}

  static String print(Table table, Palette colour) {
    List<List<String>> lines = new ArrayList<>();
    table.rows().forEach(row -> lines.add(table.shown(row)));
    int[] widths = new int[table.columns().size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] =
          Math.max(
              table.columns().get(i).title().length(),
              lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0));
    }
    StringBuilder out = new StringBuilder();
    out.append(
        colour.strong(line(table, table.columns().stream().map(Column::title).toList(), widths)));
    out.append('\n');
    for (int i = 0; i < lines.size(); i++) {
      out.append(painted(table.rows().get(i), line(table, lines.get(i), widths), colour));
      out.append('\n');
    }
    return out.toString();
  }

  private static String painted(Row row, String line, Palette colour) {
    return switch (row.tone()) {
      case PLAIN -> line;
      case STRONG -> colour.strong(line);
      case WARNING -> colour.warning(line);
      case BAD -> colour.bad(line);
    };
  }

  private static String line(Table table, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String padding = " ".repeat(widths[i] - cells.get(i).length());
      boolean right = table.columns().get(i).kind().isNumber();
      line.append(i == 0 ? "" : GAP);
      line.append(right ? padding + cells.get(i) : cells.get(i) + padding);
    }
    return line.toString().stripTrailing();
  }
}
