package dev.memfleet.exporter.cli;

/** The text of {@code --help}, in kingpin's layout. */
final class HelpPage {
  static final String TEXT = text();

  private HelpPage() {}

  private static String text() {
    StringBuilder page = new StringBuilder();
    page.append("usage: memfleet-exporter [<flags>]\n");
    page.append("       memfleet-exporter <verb> --help\n\n");
    page.append("Polls the stats of memcached nodes and serves them to Prometheus.\n\n\nFlags:\n");
    Flags.ALL.forEach(flag -> append(page, flag));
    page.append("\n\nVerbs:\n");
    for (Verb verb : Verb.values()) {
      Paragraph.append(page, "  " + verb.word(), verb.summary());
    }
    return page.toString().stripTrailing();
  }

  private static void append(StringBuilder page, Flag<?> flag) {
    String left = (flag.equals(Flags.HELP) ? "  -h, " : "      ") + spelling(flag);
    String variable = flag.variable().map(name -> " ($" + name + ")").orElse("");
    Paragraph.append(page, left, flag.help() + variable);
  }

  private static String spelling(Flag<?> flag) {
    if (flag.isSwitch()) {
      return "--[no-]" + flag.name();
    }
    String value = flag.defaultValue().isEmpty() ? "\"\"" : flag.defaultValue();
    return flag + "=" + value + (flag.isRepeatable() ? " ..." : "");
  }
}
