package dev.memfleet.exporter.http.pages;

import dev.memfleet.exporter.http.server.BadRequestException;
import dev.memfleet.exporter.http.server.Query;
import dev.memfleet.exporter.protocol.Section;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a request says of the part of a page that it wants. */
final class Filters {
  /** Names collectors. */
  static final String COLLECTORS = "collect[]";

  /** Names samples, as in simpleclient's own handler. */
  static final String NAMES = "name[]";

  private Filters() {}

  /** The collectors that are named; all when none is. */
  static Set<Section> sections(Query query) throws BadRequestException {
    Set<String> named = query.all(COLLECTORS);
    if (named.isEmpty()) {
      return EnumSet.allOf(Section.class);
    }
    Set<Section> sections = EnumSet.noneOf(Section.class);
    for (String name : named) {
      sections.add(section(name));
    }
    return sections;
  }

  private static Section section(String name) throws BadRequestException {
    for (Section section : Section.values()) {
      if (section.label().equals(name)) {
        return section;
      }
    }
    List<String> known = Arrays.stream(Section.values()).map(Section::label).toList();
    throw new BadRequestException(
        "unknown collector " + name + " (expected " + String.join(", ", known) + ")");
  }
}
