package dev.memfleet.exporter.yaml;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import dev.memfleet.exporter.yaml.Value.Scalar;
import dev.memfleet.exporter.yaml.Value.Scalar.Kind;
import java.io.IOException;
import java.io.Reader;

/** The events of a JSON document. */
final class JsonEvents implements Events {
  private static final int MAX_LENGTH = 1 << 20;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(2 * Composer.DEPTH)
                  .maxNameLength(MAX_LENGTH)
                  .maxStringLength(MAX_LENGTH)
                  .build())
          .build();

  private final JsonParser parser;

  JsonEvents(Reader text) throws IOException {
    this.parser = FACTORY.createParser(text);
  }

  @Override
  public Event next() throws IOException, SyntaxException {
    try {
      JsonToken token = parser.nextToken();
      return token == null ? Event.of(Part.END_OF_DOCUMENT, here()) : event(token);
    } catch (StreamConstraintsException tooMuch) {
      throw new SyntaxException(
          here(), "a text is longer than 1 MiB, or a number than 1000 digits");
    } catch (StreamReadException cause) {
      throw new SyntaxException(place(cause.getLocation()), text(cause));
    }
  }

  private Event event(JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> Event.of(Part.MAPPING, here());
      case START_ARRAY -> Event.of(Part.LIST, here());
      case END_OBJECT, END_ARRAY -> Event.of(Part.END, here());
      case FIELD_NAME, VALUE_STRING -> scalar(Kind.TEXT);
      case VALUE_NUMBER_INT -> scalar(Kind.INTEGER);
      case VALUE_NUMBER_FLOAT -> scalar(Kind.FRACTION);
      case VALUE_TRUE, VALUE_FALSE -> scalar(Kind.BOOLEAN);
      case VALUE_NULL -> scalar(Kind.NOTHING);
      case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException(token.toString());
    };
  }

  private Event scalar(Kind kind) throws IOException {
    Place place = here();
    return new Event(Part.SCALAR, place, new Scalar(place, kind, parser.getText()), null, null);
  }

  private Place here() {
    return place(parser.currentTokenLocation());
  }

  private static Place place(JsonLocation location) {
    return new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }

  /** The first sentence of the message, without the parser's notes on its input and settings. */
  private static String text(StreamReadException cause) {
    String text = String.valueOf(cause.getOriginalMessage());
    return text.replaceAll("(?s)\\s*(\\(start marker at|at \\[Source|\n).*", "").strip();
  }
}
