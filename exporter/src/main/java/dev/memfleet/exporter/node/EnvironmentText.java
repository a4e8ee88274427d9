package dev.memfleet.exporter.node;

import dev.memfleet.exporter.yaml.Quoted;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with references to environment variables: <code>${NAME}</code>, escaped as <code>$${NAME}
 * </code>.
 */
final class EnvironmentText {
  private static final Pattern VARIABLE = Pattern.compile("\\$?\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private EnvironmentText() {}

  /**
   * Replaces the references with the values of the variables.
   *
   * @throws IllegalArgumentException when a variable is not set
   */
  static String expand(String text, Function<String, Optional<String>> environment) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(value(found, environment)));
  }

  private static String value(MatchResult found, Function<String, Optional<String>> environment) {
    String name = found.group(1);
    return found.group().startsWith("$$")
        ? found.group().substring(1)
        : environment
            .apply(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "environment variable " + Quoted.text(name) + " is not set"));
  }
}
