package dev.memfleet.exporter.yaml;

import dev.memfleet.exporter.yaml.Document.ElementConsumer;
import dev.memfleet.exporter.yaml.Events.Event;
import dev.memfleet.exporter.yaml.Events.SyntaxException;
import dev.memfleet.exporter.yaml.Value.Entry;
import dev.memfleet.exporter.yaml.Value.Mapping;
import dev.memfleet.exporter.yaml.Value.Scalar;
import dev.memfleet.exporter.yaml.Value.Sequence;
import dev.memfleet.exporter.yaml.Value.Tagged;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Builds values from the events of a document, and resolves aliases and merges.
 *
 * <p>An anchor can be used once its value is complete, so that no value contains itself and every
 * traversal ends. Each alias counts as all the values it refers to: a few lines that expand to
 * millions of values are rejected without being expanded.
 */
final class Composer {
  static final int DEPTH = 20;

  private final Events events;
  private final InputLimits limits;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private long values;
  private long anchored;
  private long all;

  /** A value with a name, and the number of values it expands to. */
  private record Anchored(Value value, long size) {}

  Composer(Events events, InputLimits limits) {
    this.events = events;
    this.limits = limits;
  }

  /** The value that starts with an event. */
  Value compose(Event event) throws IOException, SyntaxException {
    return compose(event, 0);
  }

  /** Passes on the elements of a list; keeps none of them unless the list has an anchor. */
  void elements(ElementConsumer consumer) throws IOException, SyntaxException, ConfigException {
    int index = 0;
    for (Event next = events.next(); next.part() != Events.Part.END; next = events.next()) {
      consumer.accept(index++, compose(next, 1));
      values = anchored;
    }
  }

  private Value compose(Event event, int depth) throws IOException, SyntaxException {
    count(event, 1);
    if (event.part() == Events.Part.ALIAS) {
      return alias(event);
    }
    if (depth > DEPTH) {
      throw new SyntaxException(event.place(), "nested more than " + DEPTH + " levels deep");
    }
    String anchor = event.anchor();
    if (anchor == null) {
      return value(event, depth);
    }
    long before = values;
    boolean outermost = open.add(anchor);
    Value value = value(event, depth);
    if (outermost) {
      open.remove(anchor);
    }
    long size = values - before + 1;
    anchored += size;
    anchors.put(anchor, new Anchored(value, size));
    return value;
  }

  private Value alias(Event event) throws SyntaxException {
    String name = Objects.requireNonNull(event.anchor());
    if (open.contains(name)) {
      throw new SyntaxException(event.place(), "found an alias within the value it stands for");
    }
    Anchored anchored = anchors.get(name);
    if (anchored == null) {
      // The message omits the alias' name, which may be an unquoted secret.
      throw new SyntaxException(event.place(), "found undefined alias");
    }
    count(event, anchored.size);
    return anchored.value;
  }

  private void count(Event event, long more) throws SyntaxException {
    values += more;
    all += more;
    boolean tooMany = all > limits.allValues();
    if (tooMany || values > limits.values()) {
      throw new SyntaxException(
          event.place(),
          "more than %d values%s, with each alias counted in full"
              .formatted(
                  tooMany ? limits.allValues() : limits.values(),
                  limits.values() == limits.allValues() || tooMany ? "" : " in one element"));
    }
  }

  private Value value(Event event, int depth) throws IOException, SyntaxException {
    Value value =
        switch (event.part()) {
          case SCALAR -> event.scalar();
          case LIST -> list(event, depth);
          case MAPPING -> mapping(event, depth);
          case ALIAS, END, END_OF_DOCUMENT ->
              throw new SyntaxException(event.place(), "expected a value");
        };
    String tag = event.tag();
    return tag == null ? Objects.requireNonNull(value) : new Tagged(event.place(), tag);
  }

  private Sequence list(Event start, int depth) throws IOException, SyntaxException {
    List<Value> elements = new ArrayList<>();
    for (Event next = events.next(); next.part() != Events.Part.END; next = events.next()) {
      elements.add(compose(next, depth + 1));
    }
    return new Sequence(start.place(), elements);
  }

  private Mapping mapping(Event start, int depth) throws IOException, SyntaxException {
    List<Entry> own = new ArrayList<>();
    List<Mapping> merged = new ArrayList<>();
    for (Event next = events.next(); next.part() != Events.Part.END; next = events.next()) {
      Value key = compose(next, depth + 1);
      Value value = compose(events.next(), depth + 1);
      if (key instanceof Scalar scalar && scalar.kind() == Scalar.Kind.MERGE) {
        merged.addAll(merged(value));
      } else {
        own.add(new Entry(key, value));
      }
    }
    return new Mapping(start.place(), merged.isEmpty() ? own : merge(own, merged));
  }

  /** The mappings merged by {@code <<}. */
  private static List<Mapping> merged(Value value) throws SyntaxException {
    List<Value> all = value instanceof Sequence list ? list.elements() : List.of(value);
    List<Mapping> mappings = new ArrayList<>();
    for (Value one : all) {
      if (!(one instanceof Mapping mapping)) {
        throw new SyntaxException(one.place(), "expected a mapping or a list of mappings to merge");
      }
      mappings.add(mapping);
    }
    return mappings;
  }

  /** A mapping's own keys, plus the missing ones of the others; the first value of a key counts. */
  private static List<Entry> merge(List<Entry> own, List<Mapping> others) {
    List<Entry> all = new ArrayList<>(own);
    Set<String> keys = new HashSet<>();
    own.forEach(entry -> isNew(entry, keys));
    for (Mapping other : others) {
      other.entries().stream().filter(entry -> isNew(entry, keys)).forEach(all::add);
    }
    return all;
  }

  private static boolean isNew(Entry entry, Set<String> keys) {
    return !(entry.key() instanceof Scalar key) || keys.add(key.text());
  }
}
