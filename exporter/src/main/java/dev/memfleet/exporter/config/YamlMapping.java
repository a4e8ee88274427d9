package dev.memfleet.exporter.config;

import dev.memfleet.exporter.node.Quoted;
import java.time.Duration;
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
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One mapping of the document. Mistakes are noted, not thrown: a value that cannot be read counts
 * as absent.
 */
final class YamlMapping {
  /** The plain scalars that are text where text is expected: {@code shard: 1}. */
  private static final Set<Tag> TEXT = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.TIMESTAMP);

  /** What YAML 1.1 takes for true. */
  private static final Set<String> TRUE = Set.of("true", "yes", "on");

  /** Mappings with secrets: what somebody writes in their place may be one. */
  private static final Set<String> CONFIDENTIAL = Set.of("auth", "basic_auth", "headers");

  private static final Pattern DECIMAL = Pattern.compile("0|-?[1-9][0-9]{0,8}");

  private final Node node;
  private final String path;
  private final Problems problems;
  private final Map<String, NodeTuple> entries = new LinkedHashMap<>();

  /**
   * @param path of the mapping in the document, for messages; empty for the root
   */
  YamlMapping(Node node, String path, Problems problems) {
    this(node, path, problems, entries(node, path, problems));
  }

  private YamlMapping(Node node, String path, Problems problems, List<NodeTuple> entries) {
    this.node = node;
    this.path = path;
    this.problems = problems;
    entries.forEach(this::add);
  }

  private static List<NodeTuple> entries(Node node, String path, Problems problems) {
    if (node instanceof MappingNode mapping && mapping.getTag().equals(Tag.MAP)) {
      return mapping.getValue();
    }
    if (!isNull(node)) {
      boolean confidential = CONFIDENTIAL.contains(path.substring(path.lastIndexOf('.') + 1));
      problems.add(
          node,
          path,
          "expected a mapping, found " + (confidential ? "something else" : kind(node)));
    }
    return List.of();
  }

  private void add(NodeTuple entry) {
    Node keyNode = entry.getKeyNode();
    if (!(keyNode instanceof ScalarNode scalar)) {
      problems.add(keyNode, path, "expected a name as key, found " + kind(keyNode));
      return;
    }
    String key = scalar.getValue();
    NodeTuple first = entries.putIfAbsent(key, entry);
    if (first != null) {
      int line = first.getKeyNode().getStartMark().getLine() + 1;
      problems.add(
          keyNode, path, "duplicate key %s (first in line %d)".formatted(Quoted.text(key), line));
    }
  }

  /** Notes every key as a mistake that the configuration's mapping at this path does not have. */
  YamlMapping onlyKnownKeys() {
    return only(ConfigKey.within(ConfigKey.schema(path)));
  }

  /** Notes every other key as a mistake, with the known one it resembles. */
  YamlMapping only(Collection<String> known) {
    entries.forEach(
        (key, entry) -> {
          if (!known.contains(key)) {
            problems.add(
                entry.getKeyNode(),
                path,
                "unknown key %s (%s)"
                    .formatted(
                        Quoted.text(key),
                        Nearest.to(key, known)
                            .map(near -> "did you mean " + near + "?")
                            .orElse("expected " + String.join(", ", known))));
          }
        });
    return this;
  }

  private boolean isMapping() {
    return node instanceof MappingNode || isNull(node);
  }

  Set<String> keys() {
    return entries.keySet();
  }

  /** The line of a key's value, from 1. */
  int line(String key) {
    return value(key).getStartMark().getLine() + 1;
  }

  /** Notes a mistake in the value of a key, or in the mapping when it has no such key. */
  void problem(String key, @Nullable String message) {
    problems.add(value(key), path(key), message);
  }

  /** Notes a mistake in the mapping. */
  void problem(String message) {
    if (isMapping()) {
      problems.add(node, path, message);
    }
  }

  /** Notes a mistake in a key itself. */
  void keyProblem(String key, @Nullable String message) {
    NodeTuple entry = entries.get(key);
    problems.add(entry == null ? node : entry.getKeyNode(), path, message);
  }

  /** The mapping under a key; without entries when the key is absent or its value left empty. */
  YamlMapping mapping(String key) {
    return entries.containsKey(key)
        ? new YamlMapping(value(key), path(key), problems)
        : new YamlMapping(node, path(key), problems, List.of());
  }

  /** As {@link #mapping}, of one that holds secrets: no text in its place is shown. */
  YamlMapping secretMapping(String key) {
    if (!entries.containsKey(key) || !(value(key) instanceof ScalarNode text) || isNull(text)) {
      return mapping(key);
    }
    problem(key, "expected a mapping");
    return new YamlMapping(node, path(key), problems, List.of());
  }

  /** The mappings in the list under a key; none when the key is absent or its value left empty. */
  List<YamlMapping> mappings(String key) {
    return entries.containsKey(key) ? elements(value(key), path(key), problems) : List.of();
  }

  /** The mappings in a list. */
  static List<YamlMapping> elements(Node list, String path, Problems problems) {
    List<Node> elements = list(list, path, problems);
    return IntStream.range(0, elements.size())
        .mapToObj(i -> new YamlMapping(elements.get(i), path + "[" + i + "]", problems))
        .toList();
  }

  private static List<Node> list(Node value, String path, Problems problems) {
    if (value instanceof SequenceNode sequence && sequence.getTag().equals(Tag.SEQ)) {
      return sequence.getValue();
    }
    if (!isNull(value)) {
      problems.add(value, path, "expected a list, found " + kind(value));
    }
    return List.of();
  }

  /** The texts in the list under a key, each read by a parser. */
  <T> List<T> parsedAll(String key, Function<String, T> parser) {
    if (!entries.containsKey(key)) {
      return List.of();
    }
    List<T> all = new ArrayList<>();
    List<Node> elements = list(value(key), path(key), problems);
    for (int i = 0; i < elements.size(); i++) {
      String path = path(key) + "[" + i + "]";
      parsed(elements.get(i), path, scalar(elements.get(i), path, TEXT, "a text"), parser)
          .ifPresent(all::add);
    }
    return all;
  }

  /** What a scalar says, whatever YAML takes it for; null when there is none. */
  @Nullable String text(String key) {
    return scalar(key, TEXT, "a text");
  }

  /** A text, read by a parser whose {@link IllegalArgumentException} is noted. */
  <T> Optional<T> parsed(String key, Function<String, T> parser) {
    return parsed(key, text(key), parser);
  }

  /** As {@link #parsed}, of a key that must be there. */
  <T> Optional<T> required(String key, Function<String, T> parser) {
    missing(key);
    return parsed(key, parser);
  }

  /** As {@link #parsedAll}, of a key that must be there, and of a list with an element or more. */
  <T> List<T> requiredAll(String key, Function<String, T> parser) {
    missing(key);
    if (entries.containsKey(key)
        && value(key) instanceof SequenceNode list
        && list.getValue().isEmpty()) {
      problem(key, "is empty");
    }
    return parsedAll(key, parser);
  }

  /** Notes that a key is missing, if it is. */
  void missing(String key) {
    if (isMapping() && !entries.containsKey(key)) {
      problem(key, "is missing");
    }
  }

  Optional<Duration> duration(String key, UnaryOperator<Duration> check) {
    return parsed(key, text -> check.apply(GoDuration.parse(text)));
  }

  private <T> Optional<T> parsed(String key, @Nullable String text, Function<String, T> parser) {
    return parsed(value(key), path(key), text, parser);
  }

  private <T> Optional<T> parsed(
      Node at, String path, @Nullable String text, Function<String, T> parser) {
    try {
      return Optional.ofNullable(text).map(parser);
    } catch (IllegalArgumentException e) {
      problems.add(at, path, e.getMessage());
      return Optional.empty();
    }
  }

  /** A whole number in decimal digits. */
  Optional<Integer> integer(String key, IntUnaryOperator check) {
    String text = scalar(key, Set.of(Tag.INT), "a number");
    return parsed(key, text, digits -> check.applyAsInt(decimal(digits)));
  }

  private static int decimal(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      throw new IllegalArgumentException(
          Quoted.text(text) + ": not a decimal number of up to nine digits");
    }
    return Integer.parseInt(text);
  }

  boolean bool(String key, boolean absent) {
    String text = scalar(key, Set.of(Tag.BOOL), "true or false");
    return text == null ? absent : TRUE.contains(text.toLowerCase(Locale.ROOT));
  }

  private @Nullable String scalar(String key, Set<Tag> tags, String expected) {
    return entries.containsKey(key) ? scalar(value(key), path(key), tags, expected) : null;
  }

  private @Nullable String scalar(Node value, String path, Set<Tag> tags, String expected) {
    if (value instanceof ScalarNode scalar && tags.contains(scalar.getTag())) {
      return scalar.getValue();
    }
    problems.add(value, path, "expected %s, found %s".formatted(expected, kind(value)));
    return null;
  }

  private Node value(String key) {
    NodeTuple entry = entries.get(key);
    return entry == null ? node : entry.getValueNode();
  }

  private String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  private static String kind(Node node) {
    if (isNull(node)) {
      return "nothing";
    }
    if (node instanceof ScalarNode scalar && TEXT.contains(node.getTag())) {
      return Quoted.text(scalar.getValue());
    }
    if (node.getTag().equals(Tag.SEQ) || node.getTag().equals(Tag.MAP)) {
      return node instanceof SequenceNode ? "a list" : "a mapping";
    }
    String tag = node.getTag().getValue();
    // One of the file's own may be a secret that nobody put in quotes.
    return tag.startsWith(Tag.PREFIX)
        ? "a value with the tag " + tag.replace(Tag.PREFIX, "!!")
        : "a value with a tag";
  }
}
