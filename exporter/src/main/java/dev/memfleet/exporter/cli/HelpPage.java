package dev.memfleet.exporter.cli;

/** What {@code --help} answers, laid out as kingpin does. */
final class HelpPage {
  static final String TEXT = text();

  private static final int COLUMN = 33;
  private static final int WIDTH = 80;

  private HelpPage() {}

  private static String text() {
    StringBuilder page = new StringBuilder();
    page.append("usage: memfleet-exporter [<flags>]\n");
    page.append("       memfleet-exporter check-config <file>\n\n");
    page.append("Polls the stats of memcached nodes and answers Prometheus.\n\n\nFlags:\n");
    Flags.ALL.forEach(flag -> append(page, flag));
    return page.toString().stripTrailing();
  }

  private static void append(StringBuilder page, Flag flag) {
    String left = (flag.equals(Flags.HELP) ? "  -h, " : "      ") + spelling(flag);
    boolean fits = left.length() + 2 <= COLUMN;
    page.append(fits ? left + " ".repeat(COLUMN - left.length()) : left + "\n" + indent());
    String help = flag.help() + " ($" + flag.variable() + ")";
    int column = COLUMN;
    for (String word : help.split(" ", -1)) {
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

  private static String spelling(Flag flag) {
    if (flag.isSwitch()) {
      return "--[no-]" + flag.name();
    }
    String value = flag.defaultValue().isEmpty() ? "\"\"" : flag.defaultValue();
    return flag + "=" + value + (flag.repeatable() ? " ..." : "");
  }
}
