package dev.memfleet.exporter.config;

import dev.memfleet.exporter.node.AllowedTargets;
import dev.memfleet.exporter.node.LabelName;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.protocol.Section;
import java.util.Collections;
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

  /** How nodes are connected to that have no profile of their own. */
  public Profile defaultProfile() {
    return profiles.getOrDefault(Profile.DEFAULT, Profile.PLAIN);
  }
}
