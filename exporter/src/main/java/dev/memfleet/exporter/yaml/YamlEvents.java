package dev.memfleet.exporter.yaml;

import dev.memfleet.exporter.yaml.Value.Scalar;
import dev.memfleet.exporter.yaml.Value.Scalar.Kind;
import java.io.IOException;
import java.io.Reader;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** The events of a YAML text with one document. */
final class YamlEvents implements Events {
  private static final Map<Tag, Kind> KINDS =
      Map.of(
          Tag.STR, Kind.TEXT,
          Tag.INT, Kind.INTEGER,
          Tag.FLOAT, Kind.FRACTION,
          Tag.BOOL, Kind.BOOLEAN,
          Tag.TIMESTAMP, Kind.TIME,
          Tag.NULL, Kind.NOTHING,
          Tag.MERGE, Kind.MERGE);

  private final ParserImpl parser;
  private final Resolver resolver = new Resolver();
  private boolean started;

  YamlEvents(Reader text) {
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(Integer.MAX_VALUE);
    this.parser = new ParserImpl(new StreamReader(text), limits);
  }

  @Override
  public Event next() throws IOException, SyntaxException {
    try {
      while (true) {
        org.yaml.snakeyaml.events.Event event = parser.getEvent();
        switch (event.getEventId()) {
          case StreamStart, DocumentEnd, Comment -> {}
          case DocumentStart -> begin(event);
          case Alias -> {
            return new Event(
                Part.ALIAS,
                place(event.getStartMark()),
                null,
                ((AliasEvent) event).getAnchor(),
                null);
          }
          case Scalar -> {
            return scalar((ScalarEvent) event);
          }
          case SequenceStart -> {
            return collection((CollectionStartEvent) event, Part.LIST, Tag.SEQ);
          }
          case MappingStart -> {
            return collection((CollectionStartEvent) event, Part.MAPPING, Tag.MAP);
          }
          case SequenceEnd, MappingEnd -> {
            return Event.of(Part.END, place(event.getStartMark()));
          }
          case StreamEnd -> {
            return Event.of(Part.END_OF_DOCUMENT, place(event.getStartMark()));
          }
        }
      }
    } catch (MarkedYAMLException e) {
      Mark at = e.getProblemMark();
      String context = e.getContext() == null ? "" : e.getContext() + ", ";
      throw new SyntaxException(at == null ? null : place(at), oneLine(context + e.getProblem()));
    } catch (ReaderException e) {
      throw new SyntaxException(
          null, "character U+%04X is not allowed".formatted(e.getCodePoint()));
    } catch (YAMLException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new SyntaxException(null, oneLine(String.valueOf(e.getMessage())));
    }
  }

  private void begin(org.yaml.snakeyaml.events.Event document) throws SyntaxException {
    if (started) {
      throw new SyntaxException(
          place(document.getStartMark()),
          "expected a single document in the stream, but found another document");
    }
    started = true;
  }

  private Event scalar(ScalarEvent event) {
    Place place = place(event.getStartMark());
    Tag tag = tag(event, event.getTag(), event.getValue());
    Kind kind = KINDS.get(tag);
    return kind == null
        ? new Event(Part.SCALAR, place, null, event.getAnchor(), shown(tag))
        : new Event(
            Part.SCALAR, place, new Scalar(place, kind, event.getValue()), event.getAnchor(), null);
  }

  private Tag tag(ScalarEvent event, @Nullable String tag, String text) {
    return tag == null || tag.equals("!")
        ? resolver.resolve(NodeId.scalar, text, event.getImplicit().canOmitTagInPlainScalar())
        : new Tag(tag);
  }

  private static Event collection(CollectionStartEvent event, Part part, Tag usual) {
    String tag = event.getTag();
    boolean foreign = tag != null && !tag.equals("!") && !usual.equals(new Tag(tag));
    return new Event(
        part,
        place(event.getStartMark()),
        null,
        ((NodeEvent) event).getAnchor(),
        foreign ? shown(new Tag(tag)) : null);
  }

  private static String shown(Tag tag) {
    String text = tag.getValue();
    return text.startsWith(Tag.PREFIX) ? text.replace(Tag.PREFIX, "!!") : "";
  }

  private static Place place(Mark mark) {
    return new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static String oneLine(String message) {
    return message.replaceAll("[\\p{Z}\\p{Cc}\\p{Cf}]+", " ").strip();
  }
}
