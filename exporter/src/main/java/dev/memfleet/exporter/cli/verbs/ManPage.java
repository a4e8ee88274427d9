package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.Flag;
import dev.memfleet.exporter.cli.Flags;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Generates the manual page in roff from the verbs' model and the agent's table of flags. */
final class ManPage {
  private final StringBuilder page = new StringBuilder();
  private final CommandSpec program;
  private final String version;

  ManPage(CommandSpec program, String version) {
    this.program = program;
    this.version = version;
  }

  String roff() {
    String name = program.name();
    page.append(
        ".TH %s 1 \"\" \"%s\" \"Memfleet\"%n"
            .formatted(
                name.toUpperCase(Locale.ROOT).replace("-", "\\-"), escaped(name + " " + version)));
    section("NAME");
    line(name + " - polls memcached nodes and serves their metrics to Prometheus");
    section("SYNOPSIS");
    synopsis(name + " [<flags>]");
    for (CommandLine verb : program.subcommands().values()) {
      page.append(".br\n");
      synopsis(HelpSections.synopsis(verb.getCommandSpec()));
    }
    section("DESCRIPTION");
    line(
        "Without a verb, the program runs as the agent: it polls the stats of memcached nodes and serves them to Prometheus. With a verb, it queries nodes, or an agent that watches them, and exits.");
    section("FLAGS OF THE AGENT");
    Flags.ALL.forEach(this::flag);
    section("VERBS");
    program.subcommands().values().forEach(verb -> verb(verb.getCommandSpec()));
    section("FILES");
    line(
        "The configuration file, the web configuration file and every metric are described in the project's README.");
    entry("/etc/default/memfleet-exporter");
    line("Flags of the packages' service, as ARGS or as variables.");
    entry("/etc/memfleet");
    line("Configuration; the service's user reads it by its group.");
    section("SIGNALS");
    line("SIGHUP applies a changed configuration file. SIGTERM ends the agent.");
    section("EXIT STATUS");
    line("Of the agent: 1 for an invalid file or a port in use, 2 for an invalid flag.");
    return page.toString();
  }

  private void synopsis(String text) {
    page.append(".B ").append(escaped(text)).append('\n');
  }

  private void flag(Flag<?> flag) {
    String value = flag.isSwitch() ? "" : "=<" + flag.label() + ">";
    entry((flag.isSwitch() ? "--[no-]" : "--") + flag.name() + value);
    String standard =
        flag.defaultValue().isEmpty() ? "" : " By default " + flag.defaultValue() + ".";
    String variable = flag.variable().map(name -> " Environment: " + name + ".").orElse("");
    line(flag.help() + standard + variable);
  }

  private void verb(CommandSpec verb) {
    page.append(".SS ").append(escaped(verb.name())).append('\n');
    line(String.join(" ", verb.usageMessage().description()));
    for (PositionalParamSpec argument : verb.positionalParameters()) {
      entry("<" + argument.paramLabel() + ">");
      line(HelpSections.text(argument));
    }
    for (OptionSpec option : verb.options()) {
      entry(HelpSections.spelling(option));
      line(HelpSections.text(option));
    }
    page.append(".PP\nExit status:\n");
    verb.usageMessage()
        .exitCodeList()
        .forEach(
            (code, text) -> {
              entry(code);
              line(text);
            });
    page.append(".PP\n.nf\n");
    for (String example : verb.usageMessage().footer()) {
      if (!example.isBlank()) {
        line(example);
      }
    }
    page.append(".fi\n");
  }

  private void section(String title) {
    page.append(".SH ").append(title).append('\n');
  }

  private void entry(String title) {
    page.append(".TP\n.B ").append(escaped(title)).append('\n');
  }

  private void line(String text) {
    String escaped = escaped(text);
    boolean control = escaped.startsWith(".") || escaped.startsWith("'");
    page.append(control ? "\\&" : "").append(escaped).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e")
        .replace("-", "\\-")
        .replace("'", "\\(aq")
        .replace("\"", "\\(dq");
  }
}
