package dev.memfleet.exporter.exposition;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Labels in the form common to both text formats. */
final class Labels {
  private Labels() {}

  /** Labels as {@code a="1",b="2"}, without braces. */
  static byte[] text(List<String> names, List<String> values) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      text.append(i == 0 ? "" : ",").append(names.get(i)).append("=\"");
      appendEscaped(values.get(i), true, text);
      text.append('"');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Text with backslash and line end escaped, and quotes if requested. */
  static String escaped(String text, boolean quotes) {
    if (isPlain(text)) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 8);
    appendEscaped(text, quotes, escaped);
    return escaped.toString();
  }

  private static void appendEscaped(String text, boolean quotes, StringBuilder into) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> into.append("\\\\");
        case '\n' -> into.append("\\n");
        case '"' -> into.append(quotes ? "\\\"" : "\"");
        default -> into.append(c);
      }
    }
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' || c == '\n' || c == '"') {
        return false;
      }
    }
    return true;
  }
}
