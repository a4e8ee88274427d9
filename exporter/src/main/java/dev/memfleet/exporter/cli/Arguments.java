package dev.memfleet.exporter.cli;

import dev.memfleet.exporter.settings.Suggestion;
import dev.memfleet.exporter.yaml.Quoted;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Parses command line arguments as kingpin does: {@code --flag=value}, {@code --flag value}, {@code
 * --switch}, {@code --no-switch}. The value of a switch is {@code true} or {@code false}.
 */
final class Arguments {
  private static final Map<String, Flag<?>> KNOWN = known();

  private final Map<Flag<?>, List<String>> values = new LinkedHashMap<>();
  private final Deque<String> words;

  private Arguments(List<String> words) {
    this.words = new ArrayDeque<>(words);
  }

  private static Map<String, Flag<?>> known() {
    Map<String, Flag<?>> known = new LinkedHashMap<>();
    Stream.concat(Flags.ALL.stream(), Flags.UNAVAILABLE.stream())
        .forEach(
            flag -> {
              known.put("--" + flag.name(), flag);
              if (flag.isSwitch()) {
                known.put("--no-" + flag.name(), flag);
              }
            });
    known.put("-h", Flags.HELP);
    return known;
  }

  /** The values of the flags given on the command line. */
  static Map<Flag<?>, List<String>> read(List<String> words) throws Exit {
    Arguments arguments = new Arguments(words);
    while (!arguments.words.isEmpty()) {
      arguments.parseFlag(arguments.words.remove());
    }
    return arguments.values;
  }

  private void parseFlag(String word) throws Exit {
    if (!word.startsWith("-")) {
      throw Exit.invalid("unexpected argument " + Quoted.text(word));
    }
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    Flag<?> flag = KNOWN.get(name);
    if (flag == null) {
      throw unknown(name);
    }
    String value = flag.isSwitch() ? switchValue(name, equals) : value(name, word, equals);
    List<String> earlier = values.computeIfAbsent(flag, f -> new ArrayList<>());
    if (!earlier.isEmpty() && !flag.isRepeatable()) {
      throw Exit.invalid(flag + ": given twice");
    }
    earlier.add(value);
  }

  private static String switchValue(String name, int equals) throws Exit {
    if (equals >= 0) {
      throw Exit.invalid(name + ": takes no value (--no-NAME turns NAME off)");
    }
    return Boolean.toString(!name.startsWith("--no-"));
  }

  private String value(String name, String word, int equals) throws Exit {
    if (equals >= 0) {
      return word.substring(equals + 1);
    }
    @Nullable String next = words.peek();
    if (next == null || next.startsWith("--")) {
      throw Exit.invalid(name + ": no value");
    }
    return words.remove();
  }

  private static Exit unknown(String name) {
    String hint =
        Suggestion.to(name, KNOWN.keySet()).map(near -> " (did you mean " + near + "?)").orElse("");
    return Exit.invalid("unknown flag " + Quoted.text(name) + hint);
  }
}
