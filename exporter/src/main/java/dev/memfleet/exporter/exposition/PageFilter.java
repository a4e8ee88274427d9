package dev.memfleet.exporter.exposition;

import dev.memfleet.exporter.fleet.NodeStatus;
import dev.memfleet.exporter.protocol.Section;
import java.util.Map;
import java.util.Set;

/**
 * Selects a part of a page.
 *
 * @param sections collectors whose metrics to include; those about the poll itself are always
 *     included
 * @param labels nodes that have one of the values for each of these labels
 * @param names samples with these names; all if empty
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

  /** Whether it selects nodes or collectors, which excludes the agent's own metrics. */
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
