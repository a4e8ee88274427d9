package dev.memfleet.exporter.yaml;

import java.util.List;

/** An invalid configuration file, with all its errors. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1;

  private final List<String> problems;

  /**
   * @param problems one line each, with the file
   */
  public ConfigException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** All errors in the order of the file, one line each, with file, line, column and path. */
  public List<String> problems() {
    return problems;
  }
}
