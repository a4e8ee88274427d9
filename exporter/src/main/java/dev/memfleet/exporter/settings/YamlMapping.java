package dev.memfleet.exporter.settings;

import dev.memfleet.exporter.yaml.Place;
import dev.memfleet.exporter.yaml.Problems;
import dev.memfleet.exporter.yaml.Quoted;
import dev.memfleet.exporter.yaml.Value;
import dev.memfleet.exporter.yaml.Value.Entry;
import dev.memfleet.exporter.yaml.Value.Mapping;
import dev.memfleet.exporter.yaml.Value.Scalar;
import dev.memfleet.exporter.yaml.Value.Scalar.Kind;
import dev.memfleet.exporter.yaml.Value.Sequence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of the document. Errors are collected, not thrown: an invalid value counts as absent.
 */
public final class YamlMapping {
  /** An absent mapping. */
  public static final YamlMapping ABSENT =
      new YamlMapping(
          new Scalar(new Place(1, 1), Kind.NOTHING, ""), "", new Reading(new Problems("")));

  /** The plain scalars accepted as text, as in {@code shard: 1}. */
  private static final Set<Kind> TEXT =
      Set.of(Kind.TEXT, Kind.INTEGER, Kind.FRACTION, Kind.BOOLEAN, Kind.TIME);

  /** The YAML 1.1 spellings of true. */
  private static final Set<String> TRUE = Set.of("true", "yes", "on");

  /** Mappings with secrets: a scalar in their place may be a secret and is not shown. */
  private static final Set<String> CONFIDENTIAL = Set.of("auth", "basic_auth", "headers");

  private static final Pattern PRINTABLE = Pattern.compile("\\p{Graph}{1,120}");

  private static final Pattern DECIMAL = Pattern.compile("0|-?[1-9][0-9]{0,8}");

  private final Value node;
  private final String path;
  private final Reading reading;
  private final Problems problems;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /**
   * @param path of the mapping in the document, for messages; empty for the root
   */
  public YamlMapping(Value node, String path, Reading reading) {
    this(node, path, reading, entries(node, path, reading.problems()));
  }

  private YamlMapping(Value node, String path, Reading reading, List<Entry> entries) {
    this.node = node;
    this.path = path;
    this.reading = reading;
    this.problems = reading.problems();
    entries.forEach(this::add);
  }

  private static List<Entry> entries(Value node, String path, Problems problems) {
    if (node instanceof Mapping mapping) {
      return mapping.entries();
    }
    if (!node.isNothing()) {
      boolean confidential = CONFIDENTIAL.contains(path.substring(path.lastIndexOf('.') + 1));
      problems.add(
          node,
          path,
          "expected a mapping, found " + (confidential ? "something else" : node.describe()));
    }
    return List.of();
  }

  private void add(Entry entry) {
    Value keyNode = entry.key();
    if (!(keyNode instanceof Scalar scalar)) {
      problems.add(keyNode, path, "expected a name as key, found " + keyNode.describe());
      return;
    }
    String key = scalar.text();
    Entry first = entries.putIfAbsent(key, entry);
    if (first != null) {
      int line = first.key().place().line();
      problems.add(
          keyNode, path, "duplicate key %s (first in line %d)".formatted(Quoted.text(key), line));
    }
  }

  /** Notes each unknown key as an error, with the known key it resembles. */
  public YamlMapping only(Collection<String> known) {
    entries.forEach(
        (key, entry) -> {
          if (!known.contains(key)) {
            problems.add(
                entry.key(),
                path,
                "unknown key %s (%s)"
                    .formatted(
                        Quoted.text(key),
                        Suggestion.to(key, known)
                            .map(near -> "did you mean " + near + "?")
                            .orElse("expected " + String.join(", ", known))));
          }
        });
    return this;
  }

  private boolean isMapping() {
    return node instanceof Mapping || node.isNothing();
  }

  public Set<String> keys() {
    return entries.keySet();
  }

  /** The line of a key's value, from 1. */
  public int line(String key) {
    return value(key).place().line();
  }

  /** Whether a key is present with an empty value. */
  public boolean isEmptyValue(String key) {
    return entries.containsKey(key) && value(key).isNothing();
  }

  /** Notes an error in the value of a key, or in the mapping if it lacks the key. */
  public void problem(String key, @Nullable String message) {
    problems.add(value(key), path(key), message);
  }

  /** Notes an error in the mapping. */
  public void problem(String message) {
    if (isMapping()) {
      problems.add(node, path, message);
    }
  }

  /** Notes an error in a key itself. */
  public void keyProblem(String key, @Nullable String message) {
    Entry entry = entries.get(key);
    problems.add(entry == null ? node : entry.key(), path, message);
  }

  /** The mapping under a key; empty if the key is absent or its value empty. */
  public YamlMapping mapping(String key) {
    return entries.containsKey(key)
        ? new YamlMapping(value(key), path(key), reading)
        : new YamlMapping(node, path(key), reading, List.of());
  }

  /** Like {@link #mapping}, for a mapping with secrets: a text in its place is not shown. */
  public YamlMapping secretMapping(String key) {
    if (!entries.containsKey(key) || !(value(key) instanceof Scalar text) || text.isNothing()) {
      return mapping(key);
    }
    problem(key, "expected a mapping");
    return new YamlMapping(node, path(key), reading, List.of());
  }

  /** The mappings in the list under a key; none if the key is absent or its value empty. */
  public List<YamlMapping> mappings(String key) {
    if (!entries.containsKey(key)) {
      return List.of();
    }
    List<Value> elements = list(value(key), path(key));
    return IntStream.range(0, elements.size())
        .mapToObj(i -> new YamlMapping(elements.get(i), path(key) + "[" + i + "]", reading))
        .toList();
  }

  private List<Value> list(Value value, String path) {
    if (value instanceof Sequence sequence) {
      return sequence.elements();
    }
    if (!value.isNothing()) {
      problems.add(value, path, "expected a list, found " + value.describe());
    }
    return List.of();
  }

  /** The texts in the list under a key, each read by a parser. */
  public <T> List<T> parsedAll(String key, Function<String, T> parser) {
    if (!entries.containsKey(key)) {
      return List.of();
    }
    List<T> all = new ArrayList<>();
    List<Value> elements = list(value(key), path(key));
    for (int i = 0; i < elements.size(); i++) {
      String path = path(key) + "[" + i + "]";
      parsed(elements.get(i), path, scalar(elements.get(i), path, TEXT, "a text"), parser)
          .ifPresent(all::add);
    }
    return all;
  }

  /** The text of a scalar, whatever its YAML type; null if there is none. */
  public @Nullable String text(String key) {
    return scalar(key, TEXT, "a text");
  }

  /** A text, read by a parser whose {@link IllegalArgumentException} is noted as an error. */
  public <T> Optional<T> parsed(String key, Function<String, T> parser) {
    return parsed(key, text(key), parser);
  }

  /** Notes an empty list as an error. */
  void refuseEmptyList(String key) {
    if (value(key) instanceof Sequence list && list.elements().isEmpty()) {
      problem(key, "is empty");
    }
  }

  /** Notes a list with more elements than this as an error. */
  void refuseLongList(String key, int most) {
    if (value(key) instanceof Sequence list && list.elements().size() > most) {
      problem(key, "expected at most " + most + " elements, found " + list.elements().size());
    }
  }

  /** Notes a missing key as an error. */
  public void missing(String key) {
    if (isMapping() && !entries.containsKey(key)) {
      problem(key, "is missing");
    }
  }

  private <T> Optional<T> parsed(String key, @Nullable String text, Function<String, T> parser) {
    return parsed(value(key), path(key), text, parser);
  }

  private <T> Optional<T> parsed(
      Value at, String path, @Nullable String text, Function<String, T> parser) {
    try {
      return Optional.ofNullable(text).map(parser);
    } catch (IllegalArgumentException e) {
      problems.add(at, path, e.getMessage());
      return Optional.empty();
    }
  }

  /** A whole number, written in decimal digits. */
  public Optional<Integer> integer(String key, IntUnaryOperator check) {
    String text = scalar(key, Set.of(Kind.INTEGER), "a number");
    return parsed(key, text, digits -> check.applyAsInt(decimal(digits)));
  }

  private static int decimal(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      throw new IllegalArgumentException(
          Quoted.text(text) + ": not a decimal number of up to nine digits");
    }
    return Integer.parseInt(text);
  }

  Optional<Boolean> bool(String key) {
    return Optional.ofNullable(scalar(key, Set.of(Kind.BOOLEAN), "true or false"))
        .map(text -> TRUE.contains(text.toLowerCase(Locale.ROOT)));
  }

  private @Nullable String scalar(String key, Set<Kind> kinds, String expected) {
    return entries.containsKey(key) ? scalar(value(key), path(key), kinds, expected) : null;
  }

  private @Nullable String scalar(Value value, String path, Set<Kind> kinds, String expected) {
    if (value instanceof Scalar scalar && kinds.contains(scalar.kind())) {
      return scalar.text();
    }
    problems.add(value, path, "expected %s, found %s".formatted(expected, value.describe()));
    return null;
  }

  /** The path of a file named in the document. */
  Path file(String text) {
    return reading.file(text);
  }

  /** The base of relative paths. */
  public Path folder() {
    return reading.folder();
  }

  private Value value(String key) {
    Entry entry = entries.get(key);
    return entry == null ? node : entry.value();
  }

  private String path(String key) {
    String shown = PRINTABLE.matcher(key).matches() ? key : Quoted.text(key);
    return path.isEmpty() ? shown : path + "." + shown;
  }
}
