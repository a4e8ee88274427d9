package dev.memfleet.exporter.config;

import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.target.LabelName;
import dev.memfleet.exporter.target.NodeAddress;
import dev.memfleet.exporter.target.Target;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a configuration file says, with defaults for what it leaves out.
 *
 * @param collectors the sections to ask for
 * @param instanceLabel the label that carries a node's address
 * @param nodes no address twice
 */
public record Config(
    PollConfig poll, Set<Section> collectors, String instanceLabel, List<Target> nodes) {

  public Config {
    Set<Section> sections = EnumSet.noneOf(Section.class);
    sections.addAll(collectors);
    collectors = Collections.unmodifiableSet(sections);
    LabelName.check(instanceLabel, Set.of());
    nodes = List.copyOf(nodes);
    Set<NodeAddress> seen = new HashSet<>();
    for (Target node : nodes) {
      if (!seen.add(node.address())) {
        throw new IllegalArgumentException(node.address() + " is there twice");
      }
      LabelName.check(instanceLabel, node.labels().keySet());
    }
  }
}
