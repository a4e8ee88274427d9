package dev.memfleet.exporter.scrape;

import dev.memfleet.exporter.protocol.Section;
import java.util.EnumSet;
import java.util.Set;

/**
 * What to ask of a node.
 *
 * @param collectors whose metrics are wanted; some also need the answers of other sections
 * @param never sections never to ask for, whichever metrics need them
 */
public record Wanted(Set<Section> collectors, Set<Section> never) {
  public Wanted {
    collectors = Set.copyOf(collectors);
    never = Set.copyOf(never);
  }

  /** These collectors, without the answers of other sections. */
  static Wanted alone(Set<Section> collectors) {
    EnumSet<Section> others = EnumSet.allOf(Section.class);
    others.removeAll(collectors);
    return new Wanted(collectors, others);
  }

  /** The part that belongs to these collectors; all of it if nothing would be left out. */
  public Wanted only(Set<Section> sections) {
    if (sections.containsAll(collectors)) {
      return this;
    }
    EnumSet<Section> both = EnumSet.noneOf(Section.class);
    both.addAll(collectors);
    both.retainAll(sections);
    return alone(both);
  }

  /** Whether it includes everything in the other. */
  public boolean covers(Wanted other) {
    return collectors.containsAll(other.collectors);
  }
}
