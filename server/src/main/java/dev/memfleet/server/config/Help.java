package dev.memfleet.server.config;

/** The text of {@code -h}: memcached's options, those that work here. */
final class Help {
  private static final int FLAG_COLUMN = 26;
  private static final int SUBOPTION_COLUMN = 26;

  private Help() {}

  static String text(String version) {
    StringBuilder text = new StringBuilder("memcached ").append(version).append('\n');
    for (Flag flag : Flag.values()) {
      if (flag.help != null) {
        String value = flag.value == null ? "" : flag.value;
        String letter = flag.letter == Flag.NO_LETTER ? "    " : "-" + flag.letter + ", ";
        row(text, letter + "--" + flag.longName + value, flag.help, FLAG_COLUMN);
      }
    }
    for (Suboption suboption : Suboption.values()) {
      if (suboption.help != null) {
        row(text, "   - " + suboption.label() + ":", suboption.help, SUBOPTION_COLUMN);
      }
    }
    return text.substring(0, text.length() - 1);
  }

  private static void row(StringBuilder text, String name, String help, int column) {
    text.append(name).append(" ".repeat(Math.max(1, column - name.length())));
    text.append(help.replace("\n", "\n" + " ".repeat(column))).append('\n');
  }
}
