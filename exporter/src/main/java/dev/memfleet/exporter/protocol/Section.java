package dev.memfleet.exporter.protocol;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One of memcached's {@code stats} commands, whose answer is a source of values. The label is the
 * collector's name in flags, configuration and {@code memcached_scrape_collector_success}.
 */
public enum Section {
  STATS("", true),
  SETTINGS("settings", true),
  ITEMS("items", true),
  SLABS("slabs", true),
  CONNS("conns", false),
  SIZES("sizes", false),
  DETAIL("detail dump", false),
  EXTSTORE("extstore", false),
  PROXY("proxy", false),
  PROXYFUNCS("proxyfuncs", false),
  PROXYBE("proxybe", false);

  /** The sections that every node is asked for by default: their answers are short. */
  public static final Set<Section> USUAL =
      Collections.unmodifiableSet(
          Arrays.stream(values())
              .filter(section -> section.usual)
              .collect(Collectors.toCollection(() -> EnumSet.noneOf(Section.class))));

  private final String subcommand;
  private final boolean usual;
  private final String label;

  Section(String subcommand, boolean usual) {
    this.subcommand = subcommand;
    this.usual = usual;
    this.label = name().toLowerCase(Locale.ROOT);
  }

  /** The words after {@code stats}; empty for none. */
  String subcommand() {
    return subcommand;
  }

  /** The request line, with its line end. */
  public String request() {
    return subcommand.isEmpty() ? "stats\r\n" : "stats " + subcommand + "\r\n";
  }

  public String label() {
    return label;
  }

  /** Whether the answer has lines for each connection, size, prefix, page, function or backend. */
  public boolean isList() {
    return switch (this) {
      case STATS, SETTINGS, ITEMS, SLABS, PROXY -> false;
      case CONNS, SIZES, DETAIL, EXTSTORE, PROXYFUNCS, PROXYBE -> true;
    };
  }

  /**
   * The section with this label.
   *
   * @throws IllegalArgumentException saying which there are
   */
  public static Section of(String label) {
    for (Section section : values()) {
      if (section.label.equals(label)) {
        return section;
      }
    }
    throw new IllegalArgumentException(
        "unknown collector %s (expected %s)"
            .formatted(
                label,
                Arrays.stream(values()).map(Section::label).collect(Collectors.joining(", "))));
  }
}
