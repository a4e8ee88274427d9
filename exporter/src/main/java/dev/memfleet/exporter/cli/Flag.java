package dev.memfleet.exporter.cli;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command line flag and its environment variable.
 *
 * @param name without dashes
 * @param type of its value; {@link FlagType#SWITCH} makes it a switch, {@code --name} or {@code
 *     --no-name}
 * @param defaultValue as it would be written
 */
public record Flag<T>(String name, FlagType<T> type, String defaultValue, String help) {
  static final String PREFIX = "MEMFLEET_";

  /** Whether it takes no value. */
  public boolean isSwitch() {
    return type.isSwitch();
  }

  /** There is one flag of a name. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Flag<?> flag && flag.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** The placeholder of its value in the help. */
  public String label() {
    return type.label();
  }

  /** Whether it may be given more than once. */
  public boolean isRepeatable() {
    return type.repeatable();
  }

  /**
   * Its environment variable; empty for flags that print text instead of running the agent: images
   * use {@code MEMFLEET_VERSION} for themselves.
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
