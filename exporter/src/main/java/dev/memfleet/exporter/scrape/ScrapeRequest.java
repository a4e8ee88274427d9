package dev.memfleet.exporter.scrape;

import dev.memfleet.exporter.protocol.Section;
import java.util.EnumSet;
import java.util.Set;

/**
 * The collectors and stats sections that a scrape requests from a node.
 *
 * @param collectors whose metrics are wanted; some also need the answers of other sections
 * @param never sections never to ask for, whichever metrics need them
 */
public record ScrapeRequest(Set<Section> collectors, Set<Section> never) {
  public ScrapeRequest {
    collectors = Set.copyOf(collectors);
    never = Set.copyOf(never);
  }

  /** These collectors, without the answers of other sections. */
  static ScrapeRequest exactly(Set<Section> collectors) {
    EnumSet<Section> others = EnumSet.allOf(Section.class);
    others.removeAll(collectors);
    return new ScrapeRequest(collectors, others);
  }

  /** The part that belongs to these collectors; all of it if nothing would be left out. */
  public ScrapeRequest only(Set<Section> sections) {
    if (sections.containsAll(collectors)) {
      return this;
    }
    EnumSet<Section> both = EnumSet.noneOf(Section.class);
    both.addAll(collectors);
    both.retainAll(sections);
    return exactly(both);
  }

  /** Whether it includes all collectors of the other. */
  public boolean covers(ScrapeRequest other) {
    return collectors.containsAll(other.collectors);
  }
}
