package dev.memfleet.exporter.cli;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of flags: from the command line, else from the environment, else the default. */
final class FlagValues {
  private final Map<Flag<?>, List<String>> arguments;
  private final Map<String, String> environment;

  FlagValues(Map<Flag<?>, List<String>> arguments, Map<String, String> environment) {
    this.arguments = arguments;
    this.environment = environment;
  }

  /** The flags that were set explicitly; an empty variable counts for the node's address only. */
  Set<Flag<?>> given() {
    Set<Flag<?>> given = new HashSet<>(Flags.ALL);
    given.removeIf(flag -> !arguments.containsKey(flag) && variable(flag).isEmpty());
    return given;
  }

  /** The value of every flag. */
  Map<Flag<?>, Object> all() throws Exit {
    Map<Flag<?>, Object> values = new HashMap<>();
    for (Flag<?> flag : Flags.ALL) {
      values.put(flag, get(flag));
    }
    return values;
  }

  <T> T get(Flag<T> flag) throws Exit {
    try {
      return flag.type().reader().apply(texts(flag));
    } catch (IllegalArgumentException e) {
      throw invalid(flag, e.getMessage());
    }
  }

  /** The error for an invalid value of a flag or of its variable. */
  Exit invalid(Flag<?> flag, @Nullable String message) {
    String origin = arguments.containsKey(flag) ? flag.toString() : flag.variable().orElse("");
    return Exit.invalid(origin + ": " + message);
  }

  private List<String> texts(Flag<?> flag) {
    List<String> given = arguments.get(flag);
    if (given != null) {
      return given;
    }
    String text = variable(flag).orElse(flag.defaultValue());
    return flag.isRepeatable() ? List.of(text.split(",", -1)) : List.of(text);
  }

  private Optional<String> variable(Flag<?> flag) {
    return flag.variable()
        .map(environment::get)
        .filter(text -> !text.isEmpty() || flag.equals(Flags.ADDRESS));
  }
}
