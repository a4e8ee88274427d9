package dev.memfleet.exporter.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One of memcached's {@code stats} commands, whose answer is a source of values. The label is the
 * collector's name in flags, configuration and {@code memcached_scrape_collector_success}.
 */
public enum Section {
  STATS("stats\r\n"),
  SETTINGS("stats settings\r\n"),
  ITEMS("stats items\r\n"),
  SLABS("stats slabs\r\n");

  private final String request;
  private final String label;

  Section(String request) {
    this.request = request;
    this.label = name().toLowerCase(Locale.ROOT);
  }

  /** The request line, with its line end. */
  public String request() {
    return request;
  }

  public String label() {
    return label;
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
