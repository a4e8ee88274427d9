package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.Paragraph;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The sections of a verb's help, in the layout of the agent's own. */
final class HelpSections {
  static final Map<String, IHelpSectionRenderer> MAP = map();

  private HelpSections() {}

  private static Map<String, IHelpSectionRenderer> map() {
    Map<String, IHelpSectionRenderer> map = new LinkedHashMap<>();
    map.put("synopsis", help -> "usage: " + synopsis(help.commandSpec()) + "\n");
    map.put("description", help -> "\n" + String.join("\n", description(help)) + "\n");
    map.put("arguments", help -> arguments(help.commandSpec()));
    map.put("options", help -> options(help.commandSpec()));
    map.put("status", help -> exitStatus(help.commandSpec()));
    map.put("examples", Help::footer);
    return map;
  }

  private static String[] description(Help help) {
    return help.commandSpec().usageMessage().description();
  }

  /** The verb with its arguments. */
  static String synopsis(CommandSpec verb) {
    StringBuilder line = new StringBuilder(verb.qualifiedName()).append(" [<options>]");
    for (PositionalParamSpec argument : verb.positionalParameters()) {
      String name = "<" + argument.paramLabel() + ">";
      boolean many = argument.arity().isVariable();
      line.append(' ')
          .append(argument.required() ? name : "[" + name + "]")
          .append(many ? "..." : "");
    }
    return line.toString();
  }

  private static String arguments(CommandSpec verb) {
    StringBuilder page = new StringBuilder();
    for (PositionalParamSpec argument : verb.positionalParameters()) {
      Paragraph.append(page, "  <" + argument.paramLabel() + ">", text(argument));
    }
    return page.isEmpty() ? "" : "\nArguments:\n" + page;
  }

  private static String options(CommandSpec verb) {
    StringBuilder page = new StringBuilder("\nOptions:\n");
    for (OptionSpec option : verb.options()) {
      Paragraph.append(page, "  " + spelling(option), text(option));
    }
    return page.toString();
  }

  /** All names of an option, with its value. */
  static String spelling(OptionSpec option) {
    String names = String.join(", ", option.names());
    return option.arity().max() == 0 ? names : names + "=<" + option.paramLabel() + ">";
  }

  /** The description of an option or an argument. */
  static String text(ArgSpec argument) {
    return String.join(" ", argument.description());
  }

  private static String exitStatus(CommandSpec verb) {
    StringBuilder page = new StringBuilder("\nExit status:\n");
    verb.usageMessage()
        .exitCodeList()
        .forEach((code, text) -> page.append("  %s  %s%n".formatted(code, text)));
    return page.toString();
  }
}
