package dev.memfleet.exporter.yaml;

import java.util.List;

/** A value of a document, and the place at which it begins. */
public sealed interface Value {
  Place place();

  /** What it is, for a message about something else that was expected. */
  String describe();

  /**
   * A text, number or the like.
   *
   * @param text without quotes and escapes
   */
  record Scalar(Place place, Kind kind, String text) implements Value {
    /** What YAML's rules take a text for. */
    public enum Kind {
      TEXT,
      INTEGER,
      FRACTION,
      BOOLEAN,
      TIME,
      NOTHING,
      /** The key {@code <<}. */
      MERGE
    }

    @Override
    public String describe() {
      return kind == Kind.NOTHING ? "nothing" : Quoted.text(text);
    }
  }

  /** A list. */
  record Sequence(Place place, List<Value> elements) implements Value {
    @Override
    public String describe() {
      return "a list";
    }
  }

  /** A mapping, merges done; a key may be there twice. */
  record Mapping(Place place, List<Entry> entries) implements Value {
    @Override
    public String describe() {
      return "a mapping";
    }
  }

  /** A key of a mapping and its value. */
  record Entry(Value key, Value value) {}

  /**
   * Anything with a tag that is none of those above.
   *
   * @param tag of YAML's own, in the file's spelling; empty for one of the file's own, which may be
   *     a secret without quotes
   */
  record Tagged(Place place, String tag) implements Value {
    @Override
    public String describe() {
      return tag.isEmpty() ? "a value with a tag" : "a value with the tag " + tag;
    }
  }

  /** Whether nothing is there: an empty value, {@code null} or {@code ~}. */
  default boolean isNothing() {
    return this instanceof Scalar scalar && scalar.kind() == Scalar.Kind.NOTHING;
  }
}
