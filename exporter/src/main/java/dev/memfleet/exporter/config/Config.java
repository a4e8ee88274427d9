package dev.memfleet.exporter.config;

import dev.memfleet.exporter.discovery.SourceConfig;
import dev.memfleet.exporter.discovery.StaticNodes;
import dev.memfleet.exporter.fleet.PollConfig;
import dev.memfleet.exporter.node.AllowedTargets;
import dev.memfleet.exporter.node.LabelName;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.settings.Key;
import dev.memfleet.exporter.settings.Keys;
import dev.memfleet.exporter.settings.Type;
import dev.memfleet.exporter.settings.YamlMapping;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a configuration file says, with defaults for what it leaves out.
 *
 * @param collectors the sections to ask for
 * @param instanceLabel the label that carries a node's address
 * @param watch whether to reload the file when it changes
 * @param profiles how to connect to nodes, by name
 * @param allowedTargets what may be asked on request besides known nodes
 * @param nodes that the file names itself, no address twice
 * @param discovery where further nodes come from, no name twice
 */
public record Config(
    PollConfig poll,
    Set<Section> collectors,
    String instanceLabel,
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
              true,
              on -> on.contains(section),
              "Ask for `%s`.".formatted(section.request().strip())));
    }
  }

  public static final Keys<Config> KEYS = new Keys<>();

  // spotless:off
  private static final Key<Boolean> WATCH = RELOAD_KEYS.key("watch", Type.BOOLEAN, false, watch -> watch, "Look at this file every second and reload it when it has changed.");
  static final Key<PollConfig> POLL = KEYS.section("poll", PollConfig.KEYS, PollConfig::read, Config::poll);
  static final Key<Set<Section>> COLLECTORS = KEYS.section("collectors", COLLECTOR_KEYS, Config::switchedOn, Config::collectors);
  static final Key<String> INSTANCE_LABEL = KEYS.key("instance_label", Type.text("label name", Config::checkedLabel), "instance", Config::instanceLabel, "The label that carries a node's address.");
  static final Key<Boolean> RELOAD = KEYS.section("reload", RELOAD_KEYS, WATCH::of, Config::watch);
  static final String PROFILES = KEYS.named("profiles", Profile.KEYS, Config::profiles);
  static final Key<AllowedTargets> ALLOWED_TARGETS = KEYS.key("allowed_targets", AllowedTargets.TYPE, AllowedTargets.NONE, Config::allowedTargets, "What `/scrape` may ask besides known nodes: addresses, `*.suffix`, networks like `10.0.0.0/8`.");
  static final String NODES = KEYS.list("nodes", Target.KEYS, Config::nodes);
  static final String DISCOVERY = KEYS.list("discovery", SourcesReader.KEYS, Config::discovery);
  // spotless:on

  public Config {
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
        throw new IllegalArgumentException(source.name() + " is there twice");
      }
      LabelName.check(instanceLabel, source.labels().keySet());
    }
  }

  private static String checkedLabel(String name) {
    LabelName.check(name, Set.of());
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

  /** How nodes are connected to that have no profile of their own. */
  public Profile defaultProfile() {
    return profiles.getOrDefault(Profile.DEFAULT, Profile.PLAIN);
  }
}
