package dev.memfleet.exporter.yaml;

import dev.memfleet.exporter.yaml.Value.Scalar;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The parts of a document in their order, whatever its syntax. */
interface Events {
  /** The next part; after {@link Part#END_OF_DOCUMENT} there is none. */
  Event next() throws IOException, SyntaxException;

  enum Part {
    SCALAR,
    LIST,
    MAPPING,
    /** Of the list or mapping that began last. */
    END,
    ALIAS,
    END_OF_DOCUMENT
  }

  /**
   * One part.
   *
   * @param scalar of a scalar without a foreign tag
   * @param anchor a name for the value, which an alias repeats; null for none
   * @param tag of a value that is no plain scalar, list or mapping; null for none
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

  /** The text does not follow its syntax. */
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
