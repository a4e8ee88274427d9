package dev.memfleet.exporter.cli;

import java.util.Locale;
import java.util.Optional;

/**
 * A flag of the command line, and the environment variable that stands for it.
 *
 * @param name without dashes
 * @param type what a value is; {@link #BOOLEAN} makes it a switch, {@code --name} or {@code
 *     --no-name}
 * @param defaultValue as it would be written
 */
public record Flag(String name, String type, String defaultValue, boolean repeatable, String help) {
  static final String PREFIX = "MEMFLEET_";
  static final String BOOLEAN = "boolean";

  static Flag of(String name, String type, String defaultValue, String help) {
    return new Flag(name, type, defaultValue, false, help);
  }

  /** Whether it takes no value. */
  public boolean isSwitch() {
    return type.equals(BOOLEAN);
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
