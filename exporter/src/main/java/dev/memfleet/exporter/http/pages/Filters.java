package dev.memfleet.exporter.http.pages;

import dev.memfleet.exporter.http.server.BadRequestException;
import dev.memfleet.exporter.http.server.Query;
import dev.memfleet.exporter.protocol.Section;
import java.util.EnumSet;
import java.util.Set;

/** What a request says of the part of a page that it wants. */
final class Filters {
  /** Names collectors. */
  static final String COLLECTORS = "collect[]";

  /** Names collectors that are not wanted. */
  static final String EXCLUDED = "exclude[]";

  /** Names samples, as in simpleclient's own handler. */
  static final String NAMES = "name[]";

  private Filters() {}

  /** The collectors that are named, all when none is, without those that are excluded. */
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
