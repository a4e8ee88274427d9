package dev.memfleet.exporter;

import dev.memfleet.exporter.catalog.Catalog;
import dev.memfleet.exporter.cli.Flags;
import dev.memfleet.exporter.cli.Options;
import dev.memfleet.exporter.config.Config;
import dev.memfleet.exporter.config.ConfigFile;
import dev.memfleet.exporter.config.ConfigWriter;
import dev.memfleet.exporter.discovery.SourceConfig;
import dev.memfleet.exporter.discovery.StaticNodes;
import dev.memfleet.exporter.fleet.NodeMetrics;
import dev.memfleet.exporter.fleet.PollConfig;
import dev.memfleet.exporter.fleet.PollRules;
import dev.memfleet.exporter.history.Retention;
import dev.memfleet.exporter.insight.InsightConfig;
import dev.memfleet.exporter.insight.hot.KeyText;
import dev.memfleet.exporter.node.Admission;
import dev.memfleet.exporter.node.LabelName;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.NodeBudget;
import dev.memfleet.exporter.node.NodeRules;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.scrape.Scraper;
import dev.memfleet.exporter.yaml.ConfigException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The flags and the configuration file combined; flags override the file.
 *
 * @param file empty if there is no configuration file
 */
record EffectiveConfig(Options options, Optional<Config> file) {
  /** The labels of our metrics, which no node may carry. */
  static final Set<String> OWN_LABELS = ownLabels();

  /**
   * Reads the configuration file named by the flags, if any.
   *
   * @throws ConfigException when it is invalid
   */
  static EffectiveConfig load(Options options) throws ConfigException {
    Optional<Path> path = options.get(Flags.CONFIG_FILE);
    return new EffectiveConfig(
        options,
        path.isEmpty() ? Optional.empty() : Optional.of(ConfigFile.load(path.get(), OWN_LABELS)));
  }

  private static Set<String> ownLabels() {
    Set<String> labels = new TreeSet<>();
    Catalog.ALL.metrics().stream()
        .filter(metric -> !metric.isListed())
        .forEach(metric -> labels.addAll(metric.allLabelNames()));
    NodeMetrics.TABLE.forEach(metric -> labels.addAll(metric.labelNames()));
    labels.addAll(LabelName.RESERVED_BY_HISTOGRAMS);
    return Collections.unmodifiableSet(labels);
  }

  /** Whether to reload the file when it changes. */
  boolean watch() {
    return file.map(Config::watch).orElse(false);
  }

  /** The rules for labels, profiles and the number of nodes. */
  NodeRules nodeRules() {
    Set<String> taken = new TreeSet<>(OWN_LABELS);
    taken.addAll(insight().reservedLabels());
    file.ifPresent(config -> taken.add(config.instanceLabel()));
    return new NodeRules(
        taken,
        file.map(Config::instanceLabel),
        admission().profiles(),
        NodeBudget.ofHeap(options.shard()));
  }

  PollRules rules(Clock clock) {
    return new PollRules(
        new Scraper(catalog(), collectors(), options::collectors, clock),
        poll(),
        file.map(Config::instanceLabel).orElse(null),
        admission(),
        Retention.of(history(), poll().interval()));
  }

  /** A catalogue that shows hashes of prefixes if keys are not to be shown. */
  private Catalog catalog() {
    return insight().redact() ? Catalog.showing(KeyText.HASH::of) : Catalog.ALL;
  }

  private PollConfig poll() {
    return file.map(Config::poll)
        .orElseGet(() -> PollConfig.whenScraped(options.get(Flags.TIMEOUT)));
  }

  /** Which nodes may be analysed; none without a configuration file. */
  InsightConfig insight() {
    return file.map(Config::insight).orElse(InsightConfig.NONE);
  }

  private Duration history() {
    return file.map(Config::history).orElse(Retention.DEFAULT);
  }

  private Set<Section> collectors() {
    return file.map(config -> options.collectors(config.collectors()))
        .orElseGet(options::collectors);
  }

  private Admission admission() {
    if (file.isEmpty()) {
      return Admission.open(defaultProfile(Profile.PLAIN));
    }
    Config config = file.get();
    Map<String, Profile> profiles = new HashMap<>(config.profiles());
    profiles.put(Profile.DEFAULT, defaultProfile(config.defaultProfile()));
    return new Admission(profiles, Optional.of(config.allowedTargets()));
  }

  /** A profile with the TLS settings that flags override. */
  private Profile defaultProfile(Profile configured) {
    return options.tls().isEmpty() ? configured : configured.withTls(options.tls());
  }

  /** The complete configuration as YAML, without secrets. */
  String yaml() {
    return file.map(config -> config.with(collectors(), admission().profiles(), nodes()))
        .map(ConfigWriter::write)
        .orElse("# There is no configuration file, the flags alone are in effect.\n");
  }

  /** The nodes of the file and the one of the flag. */
  private List<Target> nodes() {
    Map<NodeAddress, Target> own = new LinkedHashMap<>();
    file.ifPresent(config -> config.nodes().forEach(node -> own.put(node.address(), node)));
    options
        .memcachedAddress()
        .ifPresent(address -> own.putIfAbsent(address, new Target(address, Map.of())));
    return List.copyOf(own.values());
  }

  /** All sources; the nodes of the file and the flag form the first one. */
  List<SourceConfig> sources() {
    List<SourceConfig> sources = new ArrayList<>();
    sources.add(new SourceConfig(SourceConfig.STATIC, Map.of(), new StaticNodes(nodes())));
    file.ifPresent(config -> sources.addAll(config.discovery()));
    return sources;
  }
}
