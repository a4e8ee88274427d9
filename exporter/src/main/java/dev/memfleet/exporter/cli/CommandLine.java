package dev.memfleet.exporter.cli;

import dev.memfleet.exporter.node.Shard;
import dev.memfleet.exporter.self.BuildInfo;
import dev.memfleet.exporter.yaml.Quoted;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the command line and the environment into options. */
public final class CommandLine {
  /** A host name that ends in an ordinal, as those of a StatefulSet's pods do. */
  private static final Pattern ORDINAL = Pattern.compile("[^.]*-([0-9]{1,6})(\\..*)?");

  private CommandLine() {}

  /**
   * Parses the flags; a missing flag falls back to its environment variable.
   *
   * @throws Exit for help and version, and for the first error
   */
  public static Options parse(List<String> words, Map<String, String> environment) throws Exit {
    FlagValues values = new FlagValues(Arguments.read(words), environment);
    if (values.get(Flags.HELP)) {
      throw Exit.answer(HelpPage.TEXT);
    }
    if (values.get(Flags.VERSION)) {
      throw Exit.answer(BuildInfo.current().describe());
    }
    if (values.get(Flags.SYSTEMD_SOCKET)) {
      throw Exit.invalid(
          "%s: Java cannot take over a socket; listen with %s, or behind systemd-socket-proxyd"
              .formatted(Flags.SYSTEMD_SOCKET, Flags.LISTEN_ADDRESS));
    }
    Shard shard = shard(values, environment.getOrDefault("HOSTNAME", ""));
    Options options = new Options(values.all(), values.given(), shard);
    checkTls(options);
    if (options.get(Flags.SCRAPE_PATH).equals(options.get(Flags.TELEMETRY_PATH))) {
      throw Exit.invalid("%s: same as %s".formatted(Flags.SCRAPE_PATH, Flags.TELEMETRY_PATH));
    }
    return options;
  }

  private static void checkTls(Options options) throws Exit {
    if (!options.get(Flags.TLS)) {
      for (Flag<?> flag : Flags.OF_TLS) {
        if (options.isSet(flag)) {
          throw Exit.invalid("%s: requires %s".formatted(flag, Flags.TLS));
        }
      }
    }
    if (options.isSet(Flags.TLS_CERT) != options.isSet(Flags.TLS_KEY)) {
      throw Exit.invalid(
          "%s and %s: must be set together".formatted(Flags.TLS_CERT, Flags.TLS_KEY));
    }
  }

  private static Shard shard(FlagValues values, String hostName) throws Exit {
    int total = values.get(Flags.SHARD_TOTAL);
    int index =
        values.get(Flags.SHARD_INDEX).isPresent()
            ? values.get(Flags.SHARD_INDEX).get()
            : ordinal(values, hostName);
    try {
      return new Shard(index, total);
    } catch (IllegalArgumentException e) {
      throw Exit.invalid(
          "%s, %s: %s".formatted(Flags.SHARD_INDEX, Flags.SHARD_TOTAL, e.getMessage()));
    }
  }

  private static int ordinal(FlagValues values, String hostName) throws Exit {
    Matcher ordinal = ORDINAL.matcher(hostName);
    if (!ordinal.matches()) {
      throw values.invalid(
          Flags.SHARD_INDEX,
          "HOSTNAME %s has no ordinal (expected name-<number>)".formatted(Quoted.text(hostName)));
    }
    return Integer.parseInt(ordinal.group(1));
  }
}
