package dev.memfleet.exporter.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A key of a mapping, with the way to read its value. Declared in {@link Keys}. */
public final class Key<T> {
  private final String name;
  private final Type.Reader<T> reader;
  private final @Nullable T byDefault;
  private final boolean required;

  Key(String name, Type.Reader<T> reader, @Nullable T byDefault, boolean required) {
    this.name = name;
    this.reader = reader;
    this.byDefault = byDefault;
    this.required = required;
  }

  public String name() {
    return name;
  }

  /**
   * The value, or the default if it is absent or invalid; an invalid value is noted as an error.
   */
  public T of(YamlMapping in) {
    Optional<T> given = given(in);
    if (given.isPresent()) {
      return given.get();
    }
    if (byDefault == null) {
      throw new IllegalStateException(name + " has no default");
    }
    return byDefault;
  }

  /**
   * The value; empty if it is absent or invalid. Invalid values and missing required keys are noted
   * as errors.
   */
  public Optional<T> given(YamlMapping in) {
    if (required) {
      in.missing(name);
    }
    return isIn(in) ? reader.read(in, name) : Optional.empty();
  }

  /** Whether the key is present, with any value. */
  public boolean isIn(YamlMapping in) {
    return in.keys().contains(name);
  }
}
