package dev.memfleet.exporter.cli;

import dev.memfleet.exporter.yaml.Quoted;
import java.util.regex.Pattern;

/** A path of our own HTTP endpoint. */
final class WebPath {
  private static final Pattern SYNTAX = Pattern.compile("/|(/[A-Za-z0-9_~.-]*[A-Za-z0-9_~])+");

  private WebPath() {}

  /**
   * A path that needs no escapes and does not hide {@code /-/healthy} and its siblings.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static String checked(String text) {
    if (!SYNTAX.matcher(text).matches()) {
      throw new IllegalArgumentException(
          Quoted.text(text) + ": not a path (expected something like /metrics)");
    }
    return text;
  }
}
