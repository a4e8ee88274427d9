package dev.memfleet.exporter.cli;

import dev.memfleet.exporter.yaml.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The values of flags: from the command line, else from the environment, else the default. */
final class FlagValues {
  private final Map<Flag, List<String>> arguments;
  private final Map<String, String> environment;

  FlagValues(Map<Flag, List<String>> arguments, Map<String, String> environment) {
    this.arguments = arguments;
    this.environment = environment;
  }

  /** Whether the operator said anything; an empty variable says something only of an address. */
  boolean isGiven(Flag flag) {
    return arguments.containsKey(flag) || variable(flag).isPresent();
  }

  /** The value of a flag that is not repeatable, read by a parser. */
  <T> T get(Flag flag, Function<String, T> parser) throws Exit {
    return all(flag, parser).get(0);
  }

  /** The values of a repeatable flag, each read by a parser. */
  <T> List<T> all(Flag flag, Function<String, T> parser) throws Exit {
    List<T> parsed = new ArrayList<>();
    for (String text : texts(flag)) {
      try {
        parsed.add(parser.apply(text));
      } catch (IllegalArgumentException e) {
        String origin = arguments.containsKey(flag) ? flag.toString() : flag.variable().orElse("");
        throw Exit.mistake(origin + ": " + e.getMessage());
      }
    }
    return parsed;
  }

  boolean isOn(Flag flag) throws Exit {
    return get(flag, FlagValues::bool);
  }

  /** Whether a switch is on, or a flag without a default has a value. */
  boolean asks(Flag flag) throws Exit {
    return flag.isSwitch() ? isOn(flag) : !get(flag, String::isEmpty);
  }

  private List<String> texts(Flag flag) {
    List<String> given = arguments.get(flag);
    if (given != null) {
      return given;
    }
    String text = variable(flag).orElse(flag.defaultValue());
    return flag.repeatable() ? List.of(text.split(",", -1)) : List.of(text);
  }

  private Optional<String> variable(Flag flag) {
    return flag.variable()
        .map(environment::get)
        .filter(text -> !text.isEmpty() || flag.equals(Flags.ADDRESS));
  }

  /** As Go's strconv.ParseBool. */
  private static boolean bool(String text) {
    return switch (text) {
      case "1", "t", "T", "true", "True", "TRUE" -> true;
      case "0", "f", "F", "false", "False", "FALSE" -> false;
      default ->
          throw new IllegalArgumentException(Quoted.text(text) + " (expected true or false)");
    };
  }
}
