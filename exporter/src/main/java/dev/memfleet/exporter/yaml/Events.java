package dev.memfleet.exporter.yaml;

import dev.memfleet.exporter.yaml.Value.Scalar;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The events of a document in order, independent of its syntax. */
interface Events {
  /** The next event; there is none after {@link Part#END_OF_DOCUMENT}. */
  Event next() throws IOException, SyntaxException;

  enum Part {
    SCALAR,
    LIST,
    MAPPING,
    /** The end of the innermost list or mapping. */
    END,
    ALIAS,
    END_OF_DOCUMENT
  }

  /**
   * One event.
   *
   * @param scalar of a scalar without a foreign tag
   * @param anchor a name for the value, which an alias repeats; null for none
   * @param tag of a value other than a plain scalar, list or mapping; null for none
   */
  record Event(
      Part part,
      Place place,
      @Nullable Scalar scalar,
      @Nullable String anchor,
      @Nullable String tag) {
    static Event of(Part part, Place place) {
      return new Event(part, place, null, null, null);
    }
  }

  /** A syntax error. */
  final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Place place;

    SyntaxException(@Nullable Place place, String message) {
      super(message);
      this.place = place;
    }

    @Nullable Place place() {
      return place;
    }
  }
}
