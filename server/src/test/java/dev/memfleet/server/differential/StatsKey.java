package dev.memfleet.server.differential;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.memfleet.server.peer.Software;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A row of {@code stats-keys.tsv}, whose rows are in the order of the answer. */
record StatsKey(String section, String name, String in18, String in45, String feature) {
  /** Keys of {@code stats slabs} that belong to no class. */
  private static final Set<String> TOTALS = Set.of("active_slabs", "total_malloced");

  static List<StatsKey> all() {
    try (InputStream in =
        Objects.requireNonNull(
            StatsKey.class.getResourceAsStream("/stats-keys.tsv"), "stats-keys.tsv")) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split("\t", -1))
          .map(cell -> new StatsKey(cell[0], cell[1], cell[2], cell[3], cell[4]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean isTotal(String name) {
    return TOTALS.contains(name);
  }

  boolean isIn(Software software) {
    return (software == Software.MEMFLEET ? in45 : in18).equals("yes");
  }
}
