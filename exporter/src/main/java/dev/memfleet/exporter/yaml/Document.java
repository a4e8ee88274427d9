package dev.memfleet.exporter.yaml;

import dev.memfleet.exporter.yaml.DocumentInput.RefusedException;
import dev.memfleet.exporter.yaml.Events.Event;
import dev.memfleet.exporter.yaml.Events.SyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A YAML or JSON file or page, read as a stream within limits. A syntax error ends the reading; it
 * carries line and column if known.
 */
public final class Document {
  private final Syntax syntax;
  private final InputLimits limits;
  private final Problems problems;

  /** The syntax of a document. */
  public enum Syntax {
    JSON,
    YAML;

    /** The syntax of a file, by its extension. */
    public static Syntax of(Path file) {
      return file.toString().matches("(?i).*\\.json") ? JSON : YAML;
    }
  }

  /** Opens a document for reading. */
  public interface Opening {
    InputStream open() throws IOException;
  }

  /** Receives the elements of a list, one at a time. */
  public interface ElementConsumer {
    void accept(int index, Value element) throws ConfigException;
  }

  private interface Use<T> {
    T of(InputStream bytes) throws IOException, SyntaxException, ConfigException;
  }

  private interface Reading<T> {
    T read(Composer composer, Events events) throws IOException, SyntaxException, ConfigException;
  }

  public Document(Syntax syntax, InputLimits limits, Problems problems) {
    this.syntax = syntax;
    this.limits = limits;
    this.problems = problems;
  }

  /** The value of a document; empty if there is none, or if it is {@code null}. */
  public Optional<Value> value(Opening source) throws ConfigException {
    return read(
        source,
        (composer, events) -> {
          Event first = events.next();
          if (first.part() == Events.Part.END_OF_DOCUMENT) {
            return Optional.empty();
          }
          Value value = composer.compose(first);
          end(events);
          return value.isNothing() ? Optional.empty() : Optional.of(value);
        });
  }

  /**
   * Passes on the elements of the document's list in order, without keeping them.
   *
   * @return false when the document is empty, or {@code null}
   */
  public boolean elements(Opening source, ElementConsumer consumer) throws ConfigException {
    return read(
        source,
        (composer, events) -> {
          Event first = first(events);
          if (first.part() == Events.Part.END_OF_DOCUMENT) {
            return false;
          }
          boolean isList = first.part() == Events.Part.LIST && first.tag() == null;
          if (isList) {
            composer.elements(consumer);
          } else {
            Value other = composer.compose(first);
            isList = !other.isNothing();
            if (isList) {
              problems.add(other, "", "expected a list, found " + other.describe());
            }
          }
          end(events);
          return isList;
        });
  }

  /** The complete text of a plain text file. */
  public String text(Opening source) throws ConfigException {
    return open(
        source,
        bytes -> {
          byte[] all = bytes.readNBytes((int) limits.bytes() + 1);
          if (all.length > limits.bytes()) {
            throw new RefusedException(null, limits.tooLarge());
          }
          return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(all)).toString();
        });
  }

  /** A file, opened when it is read; one that is too large is never opened. */
  public Opening file(Path file) {
    return () -> {
      if (Files.size(file) > limits.bytes()) {
        throw new RefusedException(null, limits.tooLarge());
      }
      return Files.newInputStream(file);
    };
  }

  /** The first event of a list or {@code null}; in JSON, a list is spelled in only one way. */
  private Event first(Events events) throws IOException, SyntaxException {
    if (syntax == Syntax.YAML) {
      return events.next();
    }
    try {
      Event first = events.next();
      Value.Scalar scalar = first.scalar();
      if (first.part() == Events.Part.LIST || (scalar != null && scalar.isNothing())) {
        return first;
      }
    } catch (SyntaxException noJson) {
      // anything else, an HTML page for example
    }
    throw new SyntaxException(null, "not a list in JSON");
  }

  private static void end(Events events) throws IOException, SyntaxException {
    Event next = events.next();
    if (next.part() != Events.Part.END_OF_DOCUMENT) {
      throw new SyntaxException(next.place(), "expected the end of the document");
    }
  }

  private <T> T read(Opening source, Reading<T> reading) throws ConfigException {
    return open(
        source,
        bytes -> {
          Events events = events(bytes);
          return reading.read(new Composer(events, limits), events);
        });
  }

  private Events events(InputStream bytes) throws IOException {
    return switch (syntax) {
      case JSON ->
          new JsonEvents(new DocumentInput(bytes, limits.ofAnyLineLength(), System::nanoTime));
      case YAML -> new YamlEvents(new DocumentInput(bytes, limits, System::nanoTime));
    };
  }

  private <T> T open(Opening source, Use<T> use) throws ConfigException {
    try (InputStream bytes = source.open()) {
      return use.of(bytes);
    } catch (SyntaxException cause) {
      note(cause.place(), cause);
    } catch (RefusedException refused) {
      note(refused.place(), refused);
    } catch (IOException unreadable) {
      problems.add(text(unreadable));
    }
    throw problems.asException();
  }

  private void note(@Nullable Place place, Exception cause) {
    String message = String.valueOf(cause.getMessage());
    if (place == null) {
      problems.add(message);
    } else {
      problems.add(place, message);
    }
  }

  /** Why a file cannot be read. */
  private static String text(IOException problem) {
    if (problem instanceof NoSuchFileException) {
      return "no such file";
    }
    if (problem instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (problem instanceof CharacterCodingException) {
      return "not UTF-8";
    }
    return "cannot be read: " + problem.getMessage();
  }
}
