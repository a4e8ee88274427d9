package dev.memfleet.exporter.dashboards;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes maps, lists, strings, numbers, booleans and null as JSON; what fits a line stays on it.
 */
final class Json {
  private static final int LINE = 120;

  private Json() {}

  static String write(Object value) {
    return pretty(value, 0) + "\n";
  }

  private static String pretty(@Nullable Object value, int indent) {
    String flat = flat(value);
    if (indent > 0 && indent + flat.length() <= LINE) {
      return flat;
    }
    StringBuilder out = new StringBuilder();
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        line(out, indent).append(quoted(entry.getKey().toString())).append(": ");
        out.append(pretty(entry.getValue(), indent + 2));
      }
      return "{" + out + "\n" + " ".repeat(indent) + "}";
    }
    if (value instanceof Collection<?> list) {
      for (Object element : list) {
        line(out, indent).append(pretty(element, indent + 2));
      }
      return "[" + out + "\n" + " ".repeat(indent) + "]";
    }
    return flat;
  }

  private static StringBuilder line(StringBuilder out, int indent) {
    return out.append(out.isEmpty() ? "\n" : ",\n").append(" ".repeat(indent + 2));
  }

  private static String flat(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return joined(
          "{",
          map.entrySet().stream()
              .map(entry -> quoted(entry.getKey().toString()) + ": " + flat(entry.getValue()))
              .iterator(),
          "}");
    }
    if (value instanceof Collection<?> list) {
      return joined("[", list.stream().map(Json::flat).iterator(), "]");
    }
    return value instanceof CharSequence text ? quoted(text) : String.valueOf(value);
  }

  private static String joined(String open, Iterator<String> parts, String close) {
    StringBuilder out = new StringBuilder(open);
    while (parts.hasNext()) {
      out.append(parts.next()).append(parts.hasNext() ? ", " : "");
    }
    return out.append(close).toString();
  }

  private static String quoted(CharSequence text) {
    StringBuilder out = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
              } else if (c < ' ') {
                out.append(String.format("\\u%04x", c));
              } else {
                out.append((char) c);
              }
            });
    return out.append('"').toString();
  }
}
