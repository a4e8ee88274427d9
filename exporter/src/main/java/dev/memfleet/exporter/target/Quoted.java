package dev.memfleet.exporter.target;

/** Foreign text in quotes, safe to show in a one-line message. */
public final class Quoted {
  private static final int MAX_SHOWN = 120;

  private Quoted() {}

  /** The text in double quotes, without control characters, shortened when very long. */
  public static String text(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < Math.min(text.length(), MAX_SHOWN); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (Character.isISOControl(c) || Character.isSurrogate(c)) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append(text.length() > MAX_SHOWN ? "...\"" : "\"").toString();
  }
}
