package dev.memfleet.exporter.http;

import dev.memfleet.exporter.protocol.Section;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The collectors that a request names by {@code collect[]}; all when it names none. */
final class Sections {
  static final String PARAMETER = "collect[]";

  private Sections() {}

  static Set<Section> of(Query query) throws BadRequestException {
    Set<String> named = query.all(PARAMETER);
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
