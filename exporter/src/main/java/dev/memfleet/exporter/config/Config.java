package dev.memfleet.exporter.config;

import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.target.LabelName;
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
 * @param sources where nodes come from, no name twice; of a node that several have the first counts
 */
public record Config(
    PollConfig poll, Set<Section> collectors, String instanceLabel, List<SourceConfig> sources) {

  public Config {
    Set<Section> sections = EnumSet.noneOf(Section.class);
    sections.addAll(collectors);
    collectors = Collections.unmodifiableSet(sections);
    LabelName.check(instanceLabel, Set.of());
    sources = List.copyOf(sources);
    Set<String> names = new HashSet<>();
    for (SourceConfig source : sources) {
      if (!names.add(source.name())) {
        throw new IllegalArgumentException(source.name() + " is there twice");
      }
      LabelName.check(instanceLabel, source.labels().keySet());
    }
  }
}
