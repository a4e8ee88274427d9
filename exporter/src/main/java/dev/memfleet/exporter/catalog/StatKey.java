package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.protocol.Section;
import org.jspecify.annotations.Nullable;

/**
 * A stat and the format of its value.
 *
 * @param name as the node reports it, for a slab class without its prefix ({@code items:3:})
 */
record StatKey(Section section, Scope scope, String name, Format format) {

  /** By hand, as what the JVM makes for a record is a part of the start. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StatKey key
        && name.equals(key.name)
        && section == key.section
        && scope == key.scope
        && format == key.format;
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + section.hashCode();
  }

  /** Whether a stat is reported once for a node or once for each slab class. */
  enum Scope {
    NODE,
    SLAB
  }

  /** The conversion of a value's text to a number. */
  enum Format {
    /** A decimal number; {@code (null)} counts as not reported. */
    NUMBER,
    /** {@code seconds.microseconds}. */
    TIMEVAL,
    /** {@code yes}, {@code on} or {@code 1}; {@code no}, {@code off} or {@code 0}. */
    FLAG,
    /** 0 for {@code no}, {@code (null)} or an empty text, 1 for anything else. */
    PRESENCE,
    /** Not converted. */
    TEXT
  }
}
