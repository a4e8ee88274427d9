package dev.memfleet.exporter.exposition;

import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.scrape.NodeStatus;
import java.util.Map;
import java.util.Set;

/**
 * Which part of a page is wanted.
 *
 * @param sections metrics of these collectors; those that tell how the poll went are always there
 * @param labels nodes that have one of the values for each of these labels
 */
public record PageFilter(Set<Section> sections, Map<String, Set<String>> labels) {
  /** Everything. */
  public static final PageFilter ALL = new PageFilter(Set.of(Section.values()), Map.of());

  public PageFilter {
    sections = Set.copyOf(sections);
    labels = Map.copyOf(labels);
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
