package dev.memfleet.exporter.http.pages.status;

import dev.memfleet.exporter.text.Kind;

/** An HTML writer. Foreign text is passed as an argument and therefore escaped. */
final class Html {
  private final StringBuilder out = new StringBuilder();

  /** Adds markup, with each {@code %s} replaced by an escaped text. */
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

  /** Escaped text, without invisible characters and those that change the text direction. */
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
