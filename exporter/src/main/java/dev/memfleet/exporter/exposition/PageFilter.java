package dev.memfleet.exporter.exposition;

import dev.memfleet.exporter.fleet.NodeStatus;
import dev.memfleet.exporter.protocol.Section;
import java.util.Map;
import java.util.Set;

/**
 * Which part of a page is wanted.
 *
 * @param sections metrics of these collectors; those about the poll itself are always there
 * @param labels nodes that have one of the values for each of these labels
 * @param names samples of these names; all when there are none
 */
public record PageFilter(
    Set<Section> sections, Map<String, Set<String>> labels, Set<String> names) {
  /** Everything. */
  public static final PageFilter ALL = new PageFilter(Set.of(Section.values()), Map.of(), Set.of());

  public PageFilter {
    sections = Set.copyOf(sections);
    labels = Map.copyOf(labels);
    names = Set.copyOf(names);
  }

  /** Whether it asks for certain nodes or collectors, and so not for the agent's own metrics. */
  boolean narrowsNodes() {
    return sections.size() < Section.values().length || !labels.isEmpty();
  }

  boolean matches(NodeStatus node) {
    for (Map.Entry<String, Set<String>> wanted : labels.entrySet()) {
      int at = node.labelNames().indexOf(wanted.getKey());
      if (at < 0 || !wanted.getValue().contains(node.labelValues().get(at))) {
        return false;
      }
    }
    return true;
  }
}
