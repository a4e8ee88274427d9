package dev.memfleet.exporter.config;

import dev.memfleet.exporter.discovery.SourceConfig;
import dev.memfleet.exporter.discovery.StaticNodes;
import dev.memfleet.exporter.fleet.PollConfig;
import dev.memfleet.exporter.history.Retention;
import dev.memfleet.exporter.insight.InsightConfig;
import dev.memfleet.exporter.node.AllowedTargets;
import dev.memfleet.exporter.node.LabelName;
import dev.memfleet.exporter.node.NodeRules;
import dev.memfleet.exporter.node.NodesReader;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.settings.GoDuration;
import dev.memfleet.exporter.settings.Key;
import dev.memfleet.exporter.settings.Keys;
import dev.memfleet.exporter.settings.Reading;
import dev.memfleet.exporter.settings.Type;
import dev.memfleet.exporter.settings.YamlMapping;
import dev.memfleet.exporter.yaml.Value;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The contents of a configuration file, with defaults for missing keys.
 *
 * @param collectors the sections to ask for
 * @param instanceLabel the label that carries a node's address
 * @param history how much history of each node is kept; zero for none
 * @param insight which nodes may be analysed, and how
 * @param watch whether to reload the file when it changes
 * @param profiles how to connect to nodes, by name
 * @param allowedTargets targets that may be scraped on demand besides known nodes
 * @param nodes the nodes listed in the file itself, no address twice
 * @param discovery the sources of further nodes, no name twice
 */
public record Config(
    PollConfig poll,
    Set<Section> collectors,
    String instanceLabel,
    Duration history,
    InsightConfig insight,
    boolean watch,
    Map<String, Profile> profiles,
    AllowedTargets allowedTargets,
    List<Target> nodes,
    List<SourceConfig> discovery) {

  private static final Keys<Boolean> RELOAD_KEYS = new Keys<>();
  private static final Keys<Set<Section>> COLLECTOR_KEYS = new Keys<>();
  private static final Map<Section, Key<Boolean>> SWITCHES = new EnumMap<>(Section.class);

  static {
    for (Section section : Section.values()) {
      SWITCHES.put(
          section,
          COLLECTOR_KEYS.key(
              section.label(),
              Type.BOOLEAN,
              Section.USUAL.contains(section),
              on -> on.contains(section),
              "Ask for `%s`.".formatted(section.request().strip())));
    }
  }

  public static final Keys<Config> KEYS = new Keys<>();

  // spotless:off
  private static final Key<Boolean> WATCH = RELOAD_KEYS.key("watch", Type.BOOLEAN, false, watch -> watch, "Check this file every second and reload it when it has changed.");
  private static final Key<PollConfig> POLL = KEYS.section("poll", PollConfig.KEYS, PollConfig::read, Config::poll);
  private static final Key<Set<Section>> COLLECTORS = KEYS.section("collectors", COLLECTOR_KEYS, Config::switchedOn, Config::collectors);
  private static final Key<String> INSTANCE_LABEL = KEYS.key("instance_label", Type.text("label name", name -> checkedLabel(name, Set.of())), "instance", Config::instanceLabel, "The label that carries a node's address.");
  private static final Key<Duration> HISTORY = KEYS.key("history", Type.text("duration", Config::checkedHistory).written(GoDuration::format), Retention.DEFAULT, Config::history, "How much history of each node is kept for the plots of the status page, in memory, at most 8 KiB a node; up to 24h, 0 for none.");
  private static final Key<InsightConfig> INSIGHT = KEYS.section("insight", InsightConfig.KEYS, InsightConfig::read, Config::insight);
  private static final Key<Boolean> RELOAD = KEYS.section("reload", RELOAD_KEYS, WATCH::of, Config::watch);
  private static final String PROFILES = KEYS.named("profiles", Profile.KEYS, Config::profiles);
  private static final Key<AllowedTargets> ALLOWED_TARGETS = KEYS.key("allowed_targets", AllowedTargets.TYPE, AllowedTargets.NONE, Config::allowedTargets, "Targets that `/scrape` may poll besides known nodes: addresses, `*.suffix`, networks like `10.0.0.0/8`.");
  private static final String NODES = KEYS.list("nodes", Target.KEYS, Config::nodes);
  private static final String DISCOVERY = KEYS.list("discovery", SourcesReader.KEYS, Config::discovery);
  // spotless:on

  public Config {
    Retention.checked(history);
    Set<Section> sections = EnumSet.noneOf(Section.class);
    sections.addAll(collectors);
    collectors = Collections.unmodifiableSet(sections);
    LabelName.check(instanceLabel, Set.of());
    profiles = Map.copyOf(profiles);
    nodes = new StaticNodes(nodes).nodes();
    for (Target node : nodes) {
      LabelName.check(instanceLabel, node.labels().keySet());
    }
    discovery = List.copyOf(discovery);
    Set<String> names = new HashSet<>();
    for (SourceConfig source : discovery) {
      if (!names.add(source.name())) {
        throw new IllegalArgumentException(source.name() + " is a duplicate");
      }
      LabelName.check(instanceLabel, source.labels().keySet());
    }
  }

  /**
   * Reads the document; the result is valid only if no problem was added.
   *
   * @param reservedLabels the labels of our metrics
   */
  static Config read(Value root, Reading reading, Set<String> reservedLabels) {
    YamlMapping top = new YamlMapping(root, "", reading).only(KEYS.names());
    InsightConfig insight = INSIGHT.of(top);
    Set<String> taken = new HashSet<>(reservedLabels);
    taken.addAll(insight.reservedLabels());
    String instanceLabel = INSTANCE_LABEL.of(top);
    if (taken.contains(instanceLabel)) {
      top.parsed(INSTANCE_LABEL.name(), name -> checkedLabel(name, taken));
    }
    taken.add(instanceLabel);
    Map<String, Profile> profiles = Profile.read(top.mapping(PROFILES));
    NodesReader nodes = new NodesReader(new NodeRules(taken, profiles));
    return new Config(
        POLL.of(top),
        COLLECTORS.of(top),
        instanceLabel,
        HISTORY.of(top),
        insight,
        RELOAD.of(top),
        profiles,
        ALLOWED_TARGETS.of(top),
        nodes.nodes(top.mappings(NODES)),
        new SourcesReader(nodes).sources(top.mappings(DISCOVERY)));
  }

  private static String checkedLabel(String name, Set<String> reserved) {
    LabelName.check(name, reserved);
    return name;
  }

  private static Set<Section> switchedOn(YamlMapping in) {
    Set<Section> on = EnumSet.noneOf(Section.class);
    SWITCHES.forEach(
        (section, key) -> {
          if (key.of(in)) {
            on.add(section);
          }
        });
    return on;
  }

  private static Duration checkedHistory(String text) {
    return Retention.checked(Type.zeroOrMore(GoDuration.parse(text)));
  }

  /** A copy with the values that flags override. */
  public Config with(
      Set<Section> otherCollectors, Map<String, Profile> otherProfiles, List<Target> otherNodes) {
    return new Config(
        poll,
        otherCollectors,
        instanceLabel,
        history,
        insight,
        watch,
        otherProfiles,
        allowedTargets,
        otherNodes,
        discovery);
  }

  /** The profile of nodes that have none of their own. */
  public Profile defaultProfile() {
    return profiles.getOrDefault(Profile.DEFAULT, Profile.PLAIN);
  }
}
