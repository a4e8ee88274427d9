package dev.memfleet.exporter.http.pages.status;

import dev.memfleet.exporter.text.Kind;

/** Writes HTML. Whatever comes from elsewhere is handed in as a text, and so escaped. */
final class Html {
  private final StringBuilder out = new StringBuilder();

  /** Markup, with each {@code %s} replaced by a text, escaped. */
  Html add(String markup, Object... texts) {
    int at = 0;
    for (Object text : texts) {
      int hole = markup.indexOf("%s", at);
      out.append(markup, at, hole);
      out.append(text instanceof Html html ? html.toString() : escaped(String.valueOf(text)));
      at = hole + 2;
    }
    out.append(markup, at, markup.length());
    return this;
  }

  /** Text that stands for itself, without what turns text around or cannot be seen. */
  static String escaped(String text) {
    String printable = Kind.printable(text);
    StringBuilder safe = new StringBuilder(printable.length());
    for (int i = 0; i < printable.length(); i++) {
      char c = printable.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
