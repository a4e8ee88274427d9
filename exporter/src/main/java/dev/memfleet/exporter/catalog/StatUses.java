package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.catalog.StatKey.Scope;
import dev.memfleet.exporter.protocol.Section;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics that the catalogue makes from each stat. */
public final class StatUses {
  private static final Pattern OF_CLASS = Pattern.compile("(?:items:)?(\\d+):(.+)");

  private final Map<Use, Set<String>> metrics = new HashMap<>();

  private record Use(Section section, Scope scope, String stat) {}

  /** The uses of all stats by all metrics. */
  public StatUses() {
    for (Metric metric : Catalog.ALL.metrics()) {
      metric
          .keys()
          .forEach(
              key ->
                  metrics
                      .computeIfAbsent(
                          new Use(key.section(), key.scope(), key.name()), use -> new TreeSet<>())
                      .add(metric.name()));
    }
  }

  /** The names of the metrics made from a section's list. */
  public List<String> ofList(Section section) {
    return Catalog.ALL.metrics().stream()
        .filter(metric -> metric.isListed() && metric.section() == section)
        .map(Metric::name)
        .toList();
  }

  /** The names of the metrics; empty for an unknown stat. */
  public List<String> of(Section section, String stat) {
    Matcher ofClass = OF_CLASS.matcher(stat);
    boolean slab = (section == Section.ITEMS || section == Section.SLABS) && ofClass.matches();
    Use use = new Use(section, slab ? Scope.SLAB : Scope.NODE, slab ? ofClass.group(2) : stat);
    return List.copyOf(metrics.getOrDefault(use, Set.of()));
  }
}
