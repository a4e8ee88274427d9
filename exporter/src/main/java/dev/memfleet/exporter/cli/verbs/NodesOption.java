package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.CommandLine;
import dev.memfleet.exporter.cli.Exit;
import dev.memfleet.exporter.cli.Flag;
import dev.memfleet.exporter.cli.Flags;
import dev.memfleet.exporter.cli.Options;
import dev.memfleet.exporter.cli.verbs.Discovered.DiscoveredNode;
import dev.memfleet.exporter.config.Config;
import dev.memfleet.exporter.config.ConfigFile;
import dev.memfleet.exporter.node.AllowedTargets;
import dev.memfleet.exporter.node.Credentials;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.SecretSource;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.yaml.ConfigException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * The options that select nodes: addresses, those of a configuration file, or those that a running
 * agent watches. Also declares the agent's own flags about nodes, with the same meaning.
 */
final class NodesOption {
  /** Longer than the agent's timeout, because a verb includes JVM warm-up. */
  private static final String TIMEOUT = "5s";

  private final Shell shell;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec verb;

  @Parameters(
      arity = "0..*",
      paramLabel = "address",
      description =
          "Nodes: host, host:port, [ipv6]:port or /path/of.sock. With a configuration file or an"
              + " agent, only these of their nodes. Without any, localhost:11211.")
  private List<String> addresses = new ArrayList<>();

  @Option(
      names = "--pool",
      paramLabel = "name",
      description = "Only nodes whose label pool has this value; repeatable.")
  private List<String> pools = new ArrayList<>();

  @Option(
      names = "--profile",
      paramLabel = "name",
      description = "Profile of the configuration file to use for nodes that have none.")
  private @Nullable String profile;

  @Option(
      names = "--memcached.username",
      paramLabel = "name",
      description = "User name for nodes without a profile that require a login.")
  private @Nullable String username;

  @Option(
      names = "--memcached.password-file",
      paramLabel = "file",
      description = "File with that user's password.")
  private @Nullable Path passwordFile;

  NodesOption(Shell shell) {
    this.shell = shell;
  }

  /** Adds the agent's flags about nodes to a verb. */
  static void declareFlags(CommandSpec verb) {
    for (Flag<?> flag : Flags.OF_NODES) {
      OptionSpec.Builder option =
          OptionSpec.builder("--" + flag.name()).description(description(flag));
      verb.addOption(
          flag.isSwitch()
              ? option.type(boolean.class).arity("0").build()
              : option.type(String.class).arity("1").paramLabel(flag.label()).build());
    }
  }

  private static String description(Flag<?> flag) {
    String ours = flag.equals(Flags.TIMEOUT) ? " By default " + TIMEOUT + "." : "";
    return flag.help() + ours + flag.variable().map(name -> " ($" + name + ")").orElse("");
  }

  /** The addresses given on the command line. */
  List<NodeAddress> addresses() {
    List<NodeAddress> parsed = new ArrayList<>();
    for (String address : addresses) {
      try {
        parsed.add(NodeAddress.parse(address));
      } catch (IllegalArgumentException e) {
        throw invalid(String.valueOf(e.getMessage()));
      }
    }
    return parsed;
  }

  private CommandSpec verb() {
    return Objects.requireNonNull(verb);
  }

  private ParameterException invalid(String message) {
    return new ParameterException(verb().commandLine(), message);
  }

  /** Whether the command line selects nodes, so that not all are meant. */
  boolean isNarrowed() {
    return !addresses.isEmpty() || !pools.isEmpty();
  }

  /**
   * The nodes, polled directly; prints to standard error what could not be found.
   *
   * @param otherwiseLocal whether to use the agent's default node if none is named
   */
  DirectNodes open(boolean otherwiseLocal) throws Exit, ConfigException, VerbException {
    Options flags = flags();
    Optional<Config> config = config(flags);
    Profile byDefault = defaultProfile(flags, config);
    DirectNodes nodes = new DirectNodes(flags.get(Flags.TIMEOUT));
    try {
      if (config.isEmpty()) {
        nodes.select(select(local(flags, otherwiseLocal)), byDefault, List.of());
      } else {
        try (TargetSource targets = targets(nodes, config.get(), byDefault)) {
          Discovered found = targets.now();
          found.problems().forEach(shell::printError);
          List<Target> all = found.nodes().stream().map(DiscoveredNode::target).toList();
          nodes.select(select(all), byDefault, found.problems());
        }
      }
      return nodes;
    } catch (VerbException | RuntimeException e) {
      nodes.close();
      throw e;
    }
  }

  /** The discovery of the configuration file's nodes. */
  TargetSource targets(DirectNodes nodes) throws Exit, ConfigException {
    Options flags = flags();
    Optional<Config> config = config(flags);
    if (config.isEmpty()) {
      throw invalid("requires --config.file or --url");
    }
    return targets(nodes, config.get(), defaultProfile(flags, config));
  }

  private TargetSource targets(DirectNodes nodes, Config config, Profile byDefault) {
    return new DirectTargets(nodes.vertx(), config, byDefault, shell.reservedLabels());
  }

  /** Without nodes, for discovery. */
  DirectNodes empty() throws Exit {
    return new DirectNodes(flags().get(Flags.TIMEOUT));
  }

  private List<Target> local(Options flags, boolean wanted) {
    return flags.memcachedAddress().stream()
        .filter(address -> wanted && addresses.isEmpty())
        .map(address -> new Target(address, Map.of()))
        .toList();
  }

  /** The values of the agent's flags and their variables. */
  private Options flags() throws Exit {
    ParseResult line = verb().commandLine().getParseResult();
    List<String> words = new ArrayList<>();
    for (Flag<?> flag : Flags.OF_NODES) {
      OptionSpec given = line.matchedOption("--" + flag.name());
      if (given != null) {
        Object value = given.getValue();
        words.add(flag.isSwitch() ? "--" + flag.name() : "--" + flag.name() + "=" + value);
      }
    }
    String timeout = "--" + Flags.TIMEOUT.name();
    boolean given =
        line.hasMatchedOption(timeout)
            || Flags.TIMEOUT.variable().filter(shell.environment()::containsKey).isPresent();
    if (!given) {
      words.add(timeout + "=" + TIMEOUT);
    }
    return CommandLine.parse(words, shell.environment());
  }

  /** The configuration file, if one is given. */
  private Optional<Config> config(Options flags) throws ConfigException {
    return flags.get(Flags.CONFIG_FILE).isEmpty()
        ? Optional.empty()
        : Optional.of(ConfigFile.load(flags.get(Flags.CONFIG_FILE).get(), shell.reservedLabels()));
  }

  /** The profile of nodes that have none of their own. */
  private Profile defaultProfile(Options flags, Optional<Config> config) {
    Profile chosen = config.map(Config::defaultProfile).orElse(Profile.PLAIN);
    if (profile != null) {
      chosen = config.map(file -> file.profiles().get(profile)).orElse(null);
      if (chosen == null) {
        throw invalid("--profile: no such profile in the configuration file: " + profile);
      }
    }
    return new Profile(
        Profile.DEFAULT,
        flags.tls().or(chosen::tls),
        credentials().or(chosen::credentials),
        AllowedTargets.NONE);
  }

  private Optional<Credentials> credentials() {
    if (username == null && passwordFile == null) {
      return Optional.empty();
    }
    if (username == null || passwordFile == null) {
      throw invalid("--memcached.username and --memcached.password-file: must be set together");
    }
    return Optional.of(new Credentials(username, new SecretSource.InFile(passwordFile)));
  }

  /** The selected ones of the known nodes; an unknown address counts as a node. */
  List<Target> select(List<Target> known) throws VerbException {
    Map<NodeAddress, Target> byAddress = new LinkedHashMap<>();
    known.forEach(target -> byAddress.put(target.address(), target));
    List<Target> named = new ArrayList<>();
    if (addresses.isEmpty()) {
      named.addAll(known);
    } else {
      for (NodeAddress address : addresses()) {
        named.add(byAddress.getOrDefault(address, new Target(address, Map.of())));
      }
    }
    List<Target> selected = named.stream().distinct().filter(this::isOfPool).toList();
    if (selected.isEmpty()) {
      throw new VerbException(
          pools.isEmpty()
              ? "there is no node"
              : "no node has this pool label: " + String.join(", ", pools));
    }
    return selected;
  }

  /** The selected ones of the discovered nodes. */
  Discovered select(Discovered found) {
    List<NodeAddress> named = addresses();
    return new Discovered(
        found.nodes().stream()
            .filter(node -> named.isEmpty() || named.contains(node.target().address()))
            .filter(node -> isOfPool(node.target()))
            .toList(),
        found.sources());
  }

  private boolean isOfPool(Target target) {
    return pools.isEmpty() || pools.contains(target.labels().get(NodeView.POOL));
  }
}
