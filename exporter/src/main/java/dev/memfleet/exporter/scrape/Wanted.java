package dev.memfleet.exporter.scrape;

import dev.memfleet.exporter.protocol.Section;
import java.util.EnumSet;
import java.util.Set;

/**
 * What to ask a node for.
 *
 * @param collectors whose metrics are wanted; a few of them are made of other answers too
 * @param never answers not to ask for, whatever metrics are made of them
 */
public record Wanted(Set<Section> collectors, Set<Section> never) {
  public Wanted {
    collectors = Set.copyOf(collectors);
    never = Set.copyOf(never);
  }

  /** These collectors and no other answers than theirs. */
  static Wanted alone(Set<Section> collectors) {
    EnumSet<Section> others = EnumSet.allOf(Section.class);
    others.removeAll(collectors);
    return new Wanted(collectors, others);
  }

  /** Of this what belongs to certain collectors; all of it where nothing would be left out. */
  public Wanted only(Set<Section> sections) {
    if (sections.containsAll(collectors)) {
      return this;
    }
    EnumSet<Section> both = EnumSet.noneOf(Section.class);
    both.addAll(collectors);
    both.retainAll(sections);
    return alone(both);
  }

  /** Whether it has all that the other has. */
  public boolean covers(Wanted other) {
    return collectors.containsAll(other.collectors);
  }
}
