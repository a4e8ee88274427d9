package dev.memfleet.exporter.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A key of a mapping, by which its value is read. Declared in {@link Keys}. */
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

  /** The value, or the default where it is absent or has a mistake, which is noted. */
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
   * The value; empty where it is absent or has a mistake. Mistakes are noted, and the absence of a
   * required key.
   */
  public Optional<T> given(YamlMapping in) {
    if (required) {
      in.missing(name);
    }
    return isIn(in) ? reader.read(in, name) : Optional.empty();
  }

  /** Whether it is there, with whatever value. */
  public boolean isIn(YamlMapping in) {
    return in.keys().contains(name);
  }
}
