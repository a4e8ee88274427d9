package dev.memfleet.exporter.settings;

/**
 * A key as the documentation has it. In the path {@code []} stands for each element of a list,
 * {@code <name>} for whatever the operator calls it.
 *
 * @param byDefault as it would be written in the file; {@code none} where it is simply not there,
 *     empty where the key is required
 */
public record KeyRow(String path, String type, String byDefault, String help) {
  KeyRow below(String prefix) {
    return new KeyRow(prefix + path, type, byDefault, help);
  }

  /** Whether it must be there. */
  public boolean isRequired() {
    return byDefault.isEmpty();
  }

  /** Whether there is a value where the key is absent. */
  public boolean hasDefault() {
    return !isRequired() && !byDefault.equals("none");
  }

  /** The row of a table in Markdown; {@code 5m0s} is shown as {@code 5m}. */
  public String markdown() {
    String shown = byDefault.replaceAll("(?<=[hm])0[ms]", "");
    return "| `%s` | %s | %s | %s |\n"
        .formatted(path, type, hasDefault() ? "`" + shown + "`" : shown, help);
  }
}
