package dev.memfleet.exporter.node;

import dev.memfleet.exporter.yaml.Quoted;
import java.util.Set;
import java.util.regex.Pattern;

/** What a label may be called. */
public final class LabelName {
  /** What Prometheus takes for the bounds of a histogram's buckets or a summary's quantiles. */
  public static final Set<String> OF_HISTOGRAMS = Set.of("le", "quantile");

  private static final Pattern SYNTAX = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private LabelName() {}

  /**
   * Refuses a name that Prometheus refuses or keeps for itself, and one that our metrics have.
   *
   * @param reserved names of the labels of our metrics
   * @throws IllegalArgumentException saying what is wrong
   */
  public static void check(String name, Set<String> reserved) {
    if (!SYNTAX.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "%s is not a label name (expected letters, digits and _)".formatted(Quoted.text(name)));
    }
    if (name.startsWith("__")) {
      throw new IllegalArgumentException(
          "label %s: Prometheus reserves names with __ in front".formatted(Quoted.text(name)));
    }
    if (reserved.contains(name)) {
      throw new IllegalArgumentException(
          "label %s is one of the exporter's own".formatted(Quoted.text(name)));
    }
  }
}
