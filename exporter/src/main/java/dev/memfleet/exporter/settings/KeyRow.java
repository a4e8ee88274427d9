package dev.memfleet.exporter.settings;

/**
 * A key as documented. In the path, {@code []} stands for each element of a list and {@code <name>}
 * for a name chosen by the operator.
 *
 * @param byDefault as it would be written in the file; {@code none} if the key is simply absent,
 *     empty if it is required
 */
public record KeyRow(String path, String type, String byDefault, String help) {
  KeyRow prefixed(String prefix) {
    return new KeyRow(prefix + path, type, byDefault, help);
  }

  public boolean isRequired() {
    return byDefault.isEmpty();
  }

  /** Whether an absent key has a value. */
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
