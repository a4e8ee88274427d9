package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.Flag;
import dev.memfleet.exporter.cli.Flags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Generates completion scripts from the verbs' model and the agent's table of flags. */
final class Completion {
  private final String program;
  private final Map<String, CommandSpec> verbs = new LinkedHashMap<>();

  /** A word that can be completed, and the words that may follow it. */
  private record Choice(
      String word, String text, boolean takesValue, boolean file, String values) {}

  Completion(CommandSpec program) {
    this.program = program.name();
    program.subcommands().forEach((word, line) -> verbs.put(word, line.getCommandSpec()));
  }

  private static List<Choice> options(CommandSpec verb) {
    List<Choice> choices = new ArrayList<>();
    for (OptionSpec option : verb.options()) {
      choices.add(
          new Choice(
              option.longestName(),
              firstSentence(HelpSections.text(option)),
              option.arity().max() > 0,
              option.paramLabel().equals("file"),
              values(option)));
    }
    return choices;
  }

  /** The flags of the agent. */
  private static List<Choice> flags() {
    List<Choice> choices = new ArrayList<>();
    for (Flag<?> flag : Flags.ALL) {
      choices.add(
          new Choice(
              "--" + flag.name(),
              firstSentence(flag.help()),
              !flag.isSwitch(),
              flag.label().equals("file"),
              ""));
    }
    return choices;
  }

  /** The allowed values of an argument, if they are a fixed set. */
  private static String values(ArgSpec argument) {
    Iterable<String> candidates = argument.completionCandidates();
    return candidates == null ? "" : String.join(" ", candidates);
  }

  /** The values of a verb's first argument. */
  private static String arguments(CommandSpec verb) {
    return verb.positionalParameters().stream()
        .map(Completion::values)
        .collect(Collectors.joining(" "))
        .strip();
  }

  private static String firstSentence(String text) {
    int end = text.indexOf(". ");
    return end < 0 ? text.replaceFirst("\\.$", "") : text.substring(0, end);
  }

  private static String words(List<Choice> choices) {
    return choices.stream()
        .map(choice -> choice.takesValue ? choice.word + "=" : choice.word)
        .collect(Collectors.joining(" "));
  }

  String bash() {
    StringBuilder script = new StringBuilder();
    script.append("# bash completion of ").append(program).append("\n_memfleet_exporter() {\n");
    script.append(
        """
          local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} verb=${COMP_WORDS[1]}
          [[ $cur == = ]] && cur=
          [[ $prev == = ]] && prev=${COMP_WORDS[COMP_CWORD-2]}
          case $prev in
        """);
    fileOptions()
        .forEach(
            name ->
                script
                    .append("    ")
                    .append(name)
                    .append(") compopt -o default; COMPREPLY=(); return ;;\n"));
    valueOptions()
        .forEach(
            (name, values) ->
                script.append(
                    "    %s) COMPREPLY=($(compgen -W '%s' -- \"$cur\")); return ;;%n"
                        .formatted(name, values)));
    script.append("  esac\n  local words\n  case $verb in\n");
    verbs.forEach(
        (word, verb) ->
            script.append(
                "    %s) words='%s' ;;%n"
                    .formatted(word, (words(options(verb)) + " " + arguments(verb)).strip())));
    script.append("    *) words='%s' ;;%n  esac%n".formatted(words(flags())));
    script.append(
        "  [[ $COMP_CWORD == 1 ]] && words=\"$words %s\"%n"
            .formatted(String.join(" ", verbs.keySet())));
    script.append(
        """
          COMPREPLY=($(compgen -W "$words" -- "$cur"))
          [[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace
          if [[ $verb == check-config && ${#COMPREPLY[@]} == 0 ]]; then compopt -o default; fi
        }
        """);
    return script.append("complete -F _memfleet_exporter ").append(program).append('\n').toString();
  }

  private List<String> fileOptions() {
    return all().stream().filter(Choice::file).map(Choice::word).distinct().toList();
  }

  private Map<String, String> valueOptions() {
    Map<String, String> values = new LinkedHashMap<>();
    all().stream()
        .filter(choice -> !choice.values.isEmpty())
        .forEach(choice -> values.put(choice.word, choice.values));
    return values;
  }

  private List<Choice> all() {
    List<Choice> all = new ArrayList<>(flags());
    verbs.values().forEach(verb -> all.addAll(options(verb)));
    return all;
  }

  String zsh() {
    StringBuilder script =
        new StringBuilder("#compdef ").append(program).append("\n\n_memfleet_exporter() {\n");
    script.append("  local -a verbs\n  verbs=(\n");
    verbs.forEach(
        (word, verb) ->
            script.append(
                "    %s%n".formatted(quoted(word + ":" + summary(verb).replace(":", "\\:")))));
    script.append(
        "  )\n  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then\n    _describe verb verbs\n    return\n  fi\n");
    script.append("  case $words[2] in\n");
    verbs.forEach(
        (word, verb) -> {
          script
              .append("    ")
              .append(word)
              .append(") shift words; (( CURRENT-- )); _arguments \\\n");
          options(verb)
              .forEach(choice -> script.append("      ").append(zsh(choice)).append(" \\\n"));
          script.append("      ").append(zshArguments(word, verb)).append(" ;;\n");
        });
    script.append("    *) _arguments \\\n");
    flags().forEach(choice -> script.append("      ").append(zsh(choice)).append(" \\\n"));
    return script.append("      && return ;;\n  esac\n}\n\n_memfleet_exporter \"$@\"\n").toString();
  }

  private static String zsh(Choice choice) {
    String text =
        choice
            .text
            .replace("\\", "\\\\")
            .replace("[", "\\[")
            .replace("]", "\\]")
            .replace(":", "\\:");
    String value =
        choice.file
            ? ":file:_files"
            : choice.values.isEmpty() ? ":value:" : ":value:(" + choice.values + ")";
    return quoted(
        (choice.takesValue ? choice.word + "=" : choice.word)
            + "["
            + text
            + "]"
            + (choice.takesValue ? value : ""));
  }

  private static String zshArguments(String word, CommandSpec verb) {
    String values = arguments(verb);
    return quoted(
        word.equals("check-config")
            ? "*:file:_files"
            : values.isEmpty() ? "*:argument:" : "*:argument:(" + values + ")");
  }

  String fish() {
    StringBuilder script = new StringBuilder("# fish completion of ").append(program).append('\n');
    script.append("complete -c ").append(program).append(" -f\n");
    verbs.forEach(
        (word, verb) -> {
          script.append(
              "complete -c %s -n __fish_use_subcommand -a %s -d %s%n"
                  .formatted(program, word, fishQuoted(summary(verb))));
          options(verb)
              .forEach(
                  choice -> script.append(fish("__fish_seen_subcommand_from " + word, choice)));
          String values = arguments(verb);
          if (!values.isEmpty()) {
            script.append(
                "complete -c %s -n '__fish_seen_subcommand_from %s' -a '%s'%n"
                    .formatted(program, word, values));
          }
        });
    script.append(
        "complete -c %s -n '__fish_seen_subcommand_from check-config' -F%n".formatted(program));
    flags()
        .forEach(
            choice ->
                script.append(
                    fish(
                        "not __fish_seen_subcommand_from " + String.join(" ", verbs.keySet()),
                        choice)));
    return script.toString();
  }

  private String fish(String when, Choice choice) {
    String value =
        !choice.takesValue
            ? ""
            : choice.file
                ? " -r -F"
                : choice.values.isEmpty() ? " -x" : " -x -a '" + choice.values + "'";
    return "complete -c %s -n '%s' -l %s%s -d %s%n"
        .formatted(program, when, choice.word.substring(2), value, fishQuoted(choice.text));
  }

  private static String summary(CommandSpec verb) {
    return firstSentence(String.join(" ", verb.usageMessage().description()));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private static String fishQuoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
