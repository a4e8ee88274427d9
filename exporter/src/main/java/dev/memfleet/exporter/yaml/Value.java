package dev.memfleet.exporter.yaml;

import java.util.List;

/** A value of a document, with its position. */
public sealed interface Value {
  Place place();

  /** A description for error messages that expected something else. */
  String describe();

  /**
   * A scalar: text, number or the like.
   *
   * @param text without quotes and escapes
   */
  record Scalar(Place place, Kind kind, String text) implements Value {
    /** The YAML type of a plain text. */
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

  /** A mapping with merges resolved; a key may occur twice. */
  record Mapping(Place place, List<Entry> entries) implements Value {
    @Override
    public String describe() {
      return "a mapping";
    }
  }

  /** A key of a mapping and its value. */
  record Entry(Value key, Value value) {}

  /**
   * A value with any other tag.
   *
   * @param tag a YAML tag in the file's spelling; empty for the file's own tags, which may be an
   *     unquoted secret
   */
  record Tagged(Place place, String tag) implements Value {
    @Override
    public String describe() {
      return tag.isEmpty() ? "a value with a tag" : "a value with the tag " + tag;
    }
  }

  /** Whether the value is empty, {@code null} or {@code ~}. */
  default boolean isNothing() {
    return this instanceof Scalar scalar && scalar.kind() == Scalar.Kind.NOTHING;
  }
}
