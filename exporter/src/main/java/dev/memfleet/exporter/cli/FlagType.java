package dev.memfleet.exporter.cli;

import dev.memfleet.exporter.node.HttpUrl;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.TlsSettings;
import dev.memfleet.exporter.settings.GoDuration;
import dev.memfleet.exporter.yaml.Quoted;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The type of a flag's value, with its parser.
 *
 * @param label for the help
 * @param reader parses the given texts, one unless {@code repeatable}; throws {@link
 *     IllegalArgumentException} that says what is wrong and what is expected
 */
record FlagType<T>(String label, boolean repeatable, Function<List<String>, T> reader) {
  private static final String BOOLEAN = "boolean";
  private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);

  static final FlagType<Boolean> SWITCH = one(BOOLEAN, FlagType::bool);
  static final FlagType<Integer> INTEGER = one("integer", FlagType::zeroOrMore);
  static final FlagType<Integer> NUMBER = one("number", FlagType::zeroOrMore);
  static final FlagType<Duration> TIMEOUT = one("duration", FlagType::timeout);
  static final FlagType<Optional<Path>> FILE = one("file", ifGiven(FlagType::path));
  static final FlagType<Optional<NodeAddress>> NODE = one("address", ifGiven(FlagType::node));
  static final FlagType<Optional<String>> SERVER_NAME =
      one("name", ifGiven(TlsSettings::canonicalServerName));
  static final FlagType<List<ListenAddress>> LISTEN_ADDRESSES =
      list("address", ListenAddress::parse);
  static final FlagType<Optional<ListenAddress>> LISTEN_ADDRESS =
      one("address", ifGiven(ListenAddress::parse));
  static final FlagType<String> PATH = one("path", WebPath::checked);
  static final FlagType<Optional<String>> PATH_PREFIX = one("path", ifGiven(WebPath::prefix));
  static final FlagType<Optional<HttpUrl>> EXTERNAL_URL = one("URL", ifGiven(WebPath::externalUrl));

  /** The index of a shard; empty for {@code ordinal}. */
  static final FlagType<Optional<Integer>> SHARD_INDEX =
      one(
          "number",
          text -> text.equals("ordinal") ? Optional.empty() : Optional.of(zeroOrMore(text)));

  static final FlagType<LogLevel> LOG_LEVEL = oneOf("level", LogLevel.values());
  static final FlagType<LogFormat> LOG_FORMAT = oneOf("format", LogFormat.values());

  boolean isSwitch() {
    return label.equals(BOOLEAN);
  }

  private static <T> FlagType<T> one(String label, Function<String, T> parser) {
    return new FlagType<>(label, false, texts -> parser.apply(texts.get(0)));
  }

  private static <T> FlagType<List<T>> list(String label, Function<String, T> parser) {
    return new FlagType<>(
        label,
        true,
        texts -> {
          List<T> values = new ArrayList<>();
          texts.forEach(text -> values.add(parser.apply(text)));
          return List.copyOf(values);
        });
  }

  private static <T> Function<String, Optional<T>> ifGiven(Function<String, T> parser) {
    return text -> text.isEmpty() ? Optional.empty() : Optional.of(parser.apply(text));
  }

  private static <E extends Enum<E>> FlagType<E> oneOf(String label, E[] values) {
    return one(label, text -> constant(values, text));
  }

  private static <E extends Enum<E>> E constant(E[] values, String text) {
    for (E value : values) {
      if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
        return value;
      }
    }
    String names =
        String.join(", ", Stream.of(values).map(v -> v.name().toLowerCase(Locale.ROOT)).toList());
    throw new IllegalArgumentException("%s (expected %s)".formatted(Quoted.text(text), names));
  }

  /** Accepts the values of Go's strconv.ParseBool. */
  private static boolean bool(String text) {
    return switch (text) {
      case "1", "t", "T", "true", "True", "TRUE" -> true;
      case "0", "f", "F", "false", "False", "FALSE" -> false;
      default ->
          throw new IllegalArgumentException(Quoted.text(text) + " (expected true or false)");
    };
  }

  private static int zeroOrMore(String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException(Quoted.text(text) + ": not a number of up to nine digits");
    }
    return Integer.parseInt(text);
  }

  private static Duration timeout(String text) {
    Duration timeout = GoDuration.parse(text);
    if (timeout.compareTo(MIN_TIMEOUT) < 0) {
      throw new IllegalArgumentException(
          "%s: shorter than %s".formatted(Quoted.text(text), GoDuration.format(MIN_TIMEOUT)));
    }
    return timeout;
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(Quoted.text(text) + ": not a path", e);
    }
  }

  private static NodeAddress node(String text) {
    if (NodeAddress.isList(text) || NodeAddress.isLookUp(text)) {
      throw new IllegalArgumentException(
          "%s: one node only (list the nodes of a fleet, or the names to look up, in %s)"
              .formatted(Quoted.text(text), Flags.CONFIG_FILE));
    }
    return NodeAddress.parse(text);
  }
}
