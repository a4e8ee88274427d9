package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.verbs.Table.Column;
import dev.memfleet.exporter.cli.verbs.Table.Row;
import dev.memfleet.exporter.yaml.Quoted;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An output format. */
enum Format {
  /** Aligned columns for people. */
  TEXT {
    @Override
    String print(Printout found, Palette colour) {
      return found.tables().stream()
          .filter(table -> !table.rows().isEmpty())
          .map(table -> TextTable.print(table, colour))
          .collect(Collectors.joining("\n"));
    }
  },

  /** One object: the facts, and each table as a list of objects. */
  JSON {
    @Override
    String print(Printout found, Palette colour) {
      StringJoiner members = new StringJoiner(",\n  ", "{\n  ", "\n}\n");
      found
          .facts()
          .forEach((name, value) -> members.add(Quoted.quote(name) + ": " + literal(value)));
      for (Table table : found.tables()) {
        StringJoiner rows = new StringJoiner(",\n    ", "[\n    ", "\n  ]").setEmptyValue("[]");
        table.rows().forEach(row -> rows.add(object(table, row)));
        members.add(Quoted.quote(table.name()) + ": " + rows);
      }
      return members.toString();
    }
  },

  /** The first table with a header, as in RFC 4180 except for the line ends. */
  CSV {
    @Override
    String print(Printout found, Palette colour) {
      Table table = found.tables().get(0);
      StringBuilder out = new StringBuilder();
      out.append(joined(table.columns().stream().map(Column::key).toList()));
      for (Row row : table.rows()) {
        List<String> fields = new ArrayList<>();
        row.cells().forEach(cell -> fields.add(field(cell)));
        out.append(joined(fields));
      }
      return out.toString();
    }

    private static String joined(List<String> fields) {
      return String.join(",", fields) + "\n";
    }

    private static String field(@Nullable Object value) {
      Object finite = finite(value);
      String text = finite == null ? "" : finite instanceof Number n ? plain(n) : finite.toString();
      return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
          ? '"' + text.replace("\"", "\"\"") + '"'
          : text;
    }
  },

  /** Markdown tables for a ticket or a wiki, with formatted values. */
  MARKDOWN {
    @Override
    String print(Printout found, Palette colour) {
      StringBuilder out = new StringBuilder();
      found
          .facts()
          .forEach(
              (name, value) ->
                  out.append("- ").append(name).append(": ").append(value).append('\n'));
      for (Table table : found.tables()) {
        out.append(out.isEmpty() ? "" : "\n");
        out.append(line(table.columns().stream().map(Column::title).toList()));
        out.append(
            line(table.columns().stream().map(c -> c.kind().isNumber() ? "--:" : "---").toList()));
        table.rows().forEach(row -> out.append(line(table.shown(row))));
      }
      return out.toString();
    }

    private static String line(List<String> cells) {
      StringJoiner line = new StringJoiner(" | ", "| ", " |\n");
      cells.forEach(
          cell -> line.add(cell.replace("|", "\\|").replace("&", "&amp;").replace("<", "&lt;")));
      return line.toString();
    }
  };

  abstract String print(Printout found, Palette colour);

  /** Its name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static String object(Table table, Row row) {
    StringJoiner object = new StringJoiner(", ", "{", "}");
    for (int i = 0; i < table.columns().size(); i++) {
      object.add(Quoted.quote(table.columns().get(i).key()) + ": " + literal(row.cells().get(i)));
    }
    return object.toString();
  }

  private static String literal(@Nullable Object value) {
    Object finite = finite(value);
    if (finite == null || finite instanceof Boolean) {
      return String.valueOf(finite);
    }
    return finite instanceof Number number ? plain(number) : Quoted.quote(finite.toString());
  }

  /** A value that can be written in JSON, or null. */
  private static @Nullable Object finite(@Nullable Object value) {
    boolean not = value instanceof Double number && !Double.isFinite(number);
    return not ? null : value;
  }

  /** Whole numbers without a fraction, and no exponent. */
  static String plain(Number number) {
    return number instanceof Double value && Double.isFinite(value)
        ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
        : number.toString();
  }
}
