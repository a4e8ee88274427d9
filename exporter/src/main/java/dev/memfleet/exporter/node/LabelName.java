package dev.memfleet.exporter.node;

import dev.memfleet.exporter.yaml.Quoted;
import java.util.Set;
import java.util.regex.Pattern;

/** The syntax of label names. */
public final class LabelName {
  /** Labels that Prometheus uses for the buckets of histograms and quantiles of summaries. */
  public static final Set<String> RESERVED_BY_HISTOGRAMS = Set.of("le", "quantile");

  private static final Pattern SYNTAX = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private LabelName() {}

  /**
   * Rejects a name that Prometheus rejects or reserves, or that our metrics use.
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
