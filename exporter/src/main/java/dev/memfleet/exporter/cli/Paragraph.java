package dev.memfleet.exporter.cli;

/** An entry of a help page: a term on the left, wrapped text on the right. */
public final class Paragraph {
  private static final int COLUMN = 33;
  private static final int WIDTH = 80;

  private Paragraph() {}

  /** Appends an entry, and breaks lines at spaces only. */
  public static void append(StringBuilder page, String left, String text) {
    boolean fits = left.length() + 2 <= COLUMN;
    page.append(fits ? left + " ".repeat(COLUMN - left.length()) : left + "\n" + indent());
    int column = COLUMN;
    for (String word : text.split(" ", -1)) {
      if (column > COLUMN && column + 1 + word.length() > WIDTH) {
        page.append('\n').append(indent());
        column = COLUMN;
      }
      page.append(column > COLUMN ? " " : "").append(word);
      column += word.length() + (column > COLUMN ? 1 : 0);
    }
    page.append('\n');
  }

  private static String indent() {
    return " ".repeat(COLUMN);
  }
}
