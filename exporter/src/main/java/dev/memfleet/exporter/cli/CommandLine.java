package dev.memfleet.exporter.cli;

import dev.memfleet.exporter.node.HttpUrl;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Shard;
import dev.memfleet.exporter.node.TlsSettings;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.self.BuildInfo;
import dev.memfleet.exporter.settings.GoDuration;
import dev.memfleet.exporter.yaml.Quoted;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Turns the command line and the environment into options. */
public final class CommandLine {
  private static final String NO_SOCKET =
      "%s: Java cannot take over a socket; listen with %s, or behind systemd-socket-proxyd"
          .formatted(Flags.SYSTEMD_SOCKET, Flags.LISTEN_ADDRESS);

  /** A StatefulSet's pod is called after it and its place in it. */
  private static final Pattern ORDINAL = Pattern.compile("[^.]*-([0-9]{1,6})(\\..*)?");

  private CommandLine() {}

  /**
   * Reads the flags; one that is not given is taken from its environment variable.
   *
   * @throws Exit when help or the version is asked for, and for the first mistake
   */
  public static Options parse(List<String> words, Map<String, String> environment) throws Exit {
    FlagValues values = new FlagValues(Arguments.read(words), environment);
    if (values.isOn(Flags.HELP)) {
      throw Exit.answer(HelpPage.TEXT);
    }
    if (values.isOn(Flags.VERSION)) {
      throw Exit.answer(BuildInfo.current().describe());
    }
    refuseUnavailable(values);
    return options(values, environment);
  }

  private static void refuseUnavailable(FlagValues values) throws Exit {
    if (values.asks(Flags.SYSTEMD_SOCKET)) {
      throw Exit.mistake(NO_SOCKET);
    }
  }

  private static Options options(FlagValues values, Map<String, String> environment) throws Exit {
    Optional<Path> configFile = values.get(Flags.CONFIG_FILE, CommandLine::path);
    boolean noNode = configFile.isPresent() && !values.isGiven(Flags.ADDRESS);
    return new Options(
        noNode ? Optional.empty() : values.get(Flags.ADDRESS, CommandLine::address),
        values.get(Flags.TIMEOUT, CommandLine::timeout),
        values.get(Flags.PID_FILE, CommandLine::path),
        tls(values),
        web(values),
        collectorSwitches(values),
        shard(values, environment.getOrDefault("HOSTNAME", "")),
        values.get(Flags.LOG_LEVEL, text -> oneOf(LogLevel.values(), text)),
        values.get(Flags.LOG_FORMAT, text -> oneOf(LogFormat.values(), text)),
        configFile);
  }

  private static Optional<TlsSettings> tls(FlagValues values) throws Exit {
    if (!values.isOn(Flags.TLS)) {
      for (Flag flag : Flags.OF_TLS) {
        if (values.asks(flag)) {
          throw Exit.mistake("%s: needs %s".formatted(flag, Flags.TLS));
        }
      }
      return Optional.empty();
    }
    Optional<Path> cert = values.get(Flags.TLS_CERT, CommandLine::path);
    Optional<Path> key = values.get(Flags.TLS_KEY, CommandLine::path);
    if (cert.isPresent() != key.isPresent()) {
      throw Exit.mistake("%s and %s: one needs the other".formatted(Flags.TLS_CERT, Flags.TLS_KEY));
    }
    return Optional.of(
        new TlsSettings(
            values.get(Flags.TLS_CA, CommandLine::path),
            cert,
            key,
            values.get(Flags.TLS_SERVER_NAME, CommandLine::serverName),
            values.isOn(Flags.TLS_INSECURE)));
  }

  private static Optional<String> serverName(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(TlsSettings.canonicalServerName(text));
  }

  private static WebOptions web(FlagValues values) throws Exit {
    String telemetryPath = values.get(Flags.TELEMETRY_PATH, WebPath::checked);
    String scrapePath = values.get(Flags.SCRAPE_PATH, WebPath::checked);
    if (scrapePath.equals(telemetryPath)) {
      throw Exit.mistake("%s: same as %s".formatted(Flags.SCRAPE_PATH, Flags.TELEMETRY_PATH));
    }
    Optional<HttpUrl> externalUrl = values.get(Flags.EXTERNAL_URL, WebPath::externalUrl);
    return new WebOptions(
        values.all(Flags.LISTEN_ADDRESS, ListenAddress::parse),
        telemetryPath,
        scrapePath,
        values.asks(Flags.ROUTE_PREFIX)
            ? values.get(Flags.ROUTE_PREFIX, WebPath::prefix)
            : externalUrl.map(url -> WebPath.prefix(url.path())).orElse(""),
        externalUrl,
        values.isOn(Flags.PAGE),
        values.get(Flags.MAX_REQUESTS, CommandLine::zeroOrMore),
        values.get(Flags.WEB_CONFIG_FILE, CommandLine::path),
        values.get(
            Flags.ADMIN_ADDRESS,
            text -> text.isEmpty() ? Optional.empty() : Optional.of(ListenAddress.parse(text))));
  }

  /** The slab switch first, then those of single collectors. */
  private static Map<Section, Boolean> collectorSwitches(FlagValues values) throws Exit {
    Map<Section, Boolean> switches = new EnumMap<>(Section.class);
    if (values.isGiven(Flags.SLAB)) {
      boolean slab = values.isOn(Flags.SLAB);
      switches.put(Section.ITEMS, slab);
      switches.put(Section.SLABS, slab);
    }
    for (Section section : Section.values()) {
      Flag flag = Flags.collector(section);
      if (values.isGiven(flag)) {
        switches.put(section, values.isOn(flag));
      }
    }
    return switches;
  }

  private static Shard shard(FlagValues values, String hostName) throws Exit {
    int total = values.get(Flags.SHARD_TOTAL, CommandLine::zeroOrMore);
    int index = values.get(Flags.SHARD_INDEX, text -> shardIndex(text, hostName));
    try {
      return new Shard(index, total);
    } catch (IllegalArgumentException e) {
      throw Exit.mistake(
          "%s, %s: %s".formatted(Flags.SHARD_INDEX, Flags.SHARD_TOTAL, e.getMessage()));
    }
  }

  private static int shardIndex(String text, String hostName) {
    if (!text.equals("ordinal")) {
      return zeroOrMore(text);
    }
    Matcher ordinal = ORDINAL.matcher(hostName);
    if (!ordinal.matches()) {
      throw new IllegalArgumentException(
          "HOSTNAME %s has no ordinal (expected name-<number>)".formatted(Quoted.text(hostName)));
    }
    return Integer.parseInt(ordinal.group(1));
  }

  private static Optional<NodeAddress> address(String text) {
    if (NodeAddress.isList(text) || NodeAddress.isLookUp(text)) {
      throw new IllegalArgumentException(
          "%s: one node only (list the nodes of a fleet, or the names to look up, in %s)"
              .formatted(Quoted.text(text), Flags.CONFIG_FILE));
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(NodeAddress.parse(text));
  }

  private static Duration timeout(String text) {
    Duration timeout = GoDuration.parse(text);
    if (timeout.compareTo(Options.SHORTEST_TIMEOUT) < 0) {
      throw new IllegalArgumentException(
          "%s: shorter than %s"
              .formatted(Quoted.text(text), GoDuration.format(Options.SHORTEST_TIMEOUT)));
    }
    return timeout;
  }

  private static int zeroOrMore(String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException(Quoted.text(text) + ": not a number of up to nine digits");
    }
    return Integer.parseInt(text);
  }

  private static Optional<Path> path(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(Quoted.text(text) + ": not a path", e);
    }
  }

  private static <E extends Enum<E>> E oneOf(E[] values, String text) {
    for (E value : values) {
      if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
        return value;
      }
    }
    String names =
        String.join(", ", Stream.of(values).map(v -> v.name().toLowerCase(Locale.ROOT)).toList());
    throw new IllegalArgumentException("%s (expected %s)".formatted(Quoted.text(text), names));
  }
}
