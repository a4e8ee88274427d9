package dev.memfleet.exporter.http.pages.status;

import dev.memfleet.exporter.http.server.BadRequestException;
import dev.memfleet.exporter.status.NodeRow;
import dev.memfleet.exporter.yaml.Quoted;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rows shown by an open page, which receives updates of these only. Each is a short hash of its
 * node's address; if two nodes share one, the page ignores the row it does not have.
 *
 * @param hashes empty for a page without a row
 */
record ShownRows(Set<Integer> hashes) {
  /** The URL parameter that contains them. */
  static final String PARAMETER = "rows";

  private static final int RADIX = 36;

  ShownRows {
    hashes = Set.copyOf(hashes);
  }

  static ShownRows of(List<NodeRow> rows) {
    return new ShownRows(
        rows.stream().map(row -> row.address().hashCode()).collect(Collectors.toSet()));
  }

  /** From the value of {@link #PARAMETER}. */
  static ShownRows parse(String text) throws BadRequestException {
    Set<Integer> hashes = new HashSet<>();
    for (String hash : text.isEmpty() ? new String[0] : text.split("\\.", -1)) {
      try {
        hashes.add(Integer.parseUnsignedInt(hash, RADIX));
      } catch (NumberFormatException malformed) {
        throw new BadRequestException(
            "%s: %s (expected the page's row ids)".formatted(PARAMETER, Quoted.text(hash)));
      }
    }
    if (hashes.size() > Choice.PAGE_SIZE) {
      throw new BadRequestException(
          "%s: %d (expected at most %d)".formatted(PARAMETER, hashes.size(), Choice.PAGE_SIZE));
    }
    return new ShownRows(hashes);
  }

  boolean has(NodeRow row) {
    return hashes.contains(row.address().hashCode());
  }

  /** As the value of {@link #PARAMETER}. */
  String text() {
    return hashes.stream()
        .sorted()
        .map(hash -> Integer.toUnsignedString(hash, RADIX))
        .collect(Collectors.joining("."));
  }
}
