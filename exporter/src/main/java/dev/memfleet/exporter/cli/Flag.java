package dev.memfleet.exporter.cli;

import java.util.Locale;
import java.util.Optional;

/**
 * A flag of the command line, and the environment variable that stands for it.
 *
 * @param name without dashes
 * @param type what a value is; {@link FlagType#SWITCH} makes it a switch, {@code --name} or {@code
 *     --no-name}
 * @param defaultValue as it would be written
 */
public record Flag<T>(String name, FlagType<T> type, String defaultValue, String help) {
  static final String PREFIX = "MEMFLEET_";

  /** Whether it takes no value. */
  public boolean isSwitch() {
    return type.equals(FlagType.SWITCH);
  }

  /** What a value is, for the help. */
  public String label() {
    return type.label();
  }

  /** Whether it may be given more than once. */
  public boolean isRepeatable() {
    return type.repeatable();
  }

  /**
   * The environment variable that stands for it; empty for what asks for a text in place of a
   * running agent: images have {@code MEMFLEET_VERSION} for their own use.
   */
  public Optional<String> variable() {
    return name.equals("help") || name.equals("version")
        ? Optional.empty()
        : Optional.of(PREFIX + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return "--" + name;
  }
}
