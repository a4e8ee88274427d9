package dev.memfleet.exporter.yaml;

/** Quotes foreign text with JSON's escapes, so that it stays on one line. */
public final class Quoted {
  private static final int MAX_SHOWN = 120;

  private Quoted() {}

  /** Quotes for a message: shortened when very long. */
  public static String text(String text) {
    return text.length() <= MAX_SHOWN ? quote(text) : quote(text.substring(0, MAX_SHOWN)) + "...";
  }

  /** Quotes the complete text. */
  public static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> out.append(isUnsafe(c) ? "\\u%04x".formatted((int) c) : String.valueOf(c));
      }
    }
    return out.append('"').toString();
  }

  /** Control characters, other line ends, and characters that change the text direction. */
  private static boolean isUnsafe(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
