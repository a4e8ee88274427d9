package dev.memfleet.exporter.http.pages;

import dev.memfleet.exporter.http.server.BadRequestException;
import dev.memfleet.exporter.http.server.Query;
import dev.memfleet.exporter.protocol.Section;
import java.util.EnumSet;
import java.util.Set;

/** Reads from a request which part of a page is wanted. */
final class Filters {
  /** Selects collectors. */
  static final String COLLECTORS = "collect[]";

  /** Excludes collectors. */
  static final String EXCLUDED = "exclude[]";

  /** Selects samples by name, as in simpleclient's own handler. */
  static final String NAMES = "name[]";

  private Filters() {}

  /** The selected collectors, all if none is selected, minus the excluded ones. */
  static Set<Section> sections(Query query) throws BadRequestException {
    Set<String> named = query.all(COLLECTORS);
    Set<Section> sections = named.isEmpty() ? EnumSet.allOf(Section.class) : sections(named);
    sections.removeAll(sections(query.all(EXCLUDED)));
    if (sections.isEmpty()) {
      throw new BadRequestException("exclude[] leaves no collector");
    }
    return sections;
  }

  private static Set<Section> sections(Set<String> named) throws BadRequestException {
    Set<Section> sections = EnumSet.noneOf(Section.class);
    for (String name : named) {
      try {
        sections.add(Section.of(name));
      } catch (IllegalArgumentException unknown) {
        throw new BadRequestException(String.valueOf(unknown.getMessage()));
      }
    }
    return sections;
  }
}
