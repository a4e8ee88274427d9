package dev.memfleet.exporter.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Suggests the known name that a mistyped one resembles. */
public final class Suggestion {
  private static final int MAX_LENGTH = 64;

  private Suggestion() {}

  /** The known name with the fewest edits, if these are few for its length. */
  public static Optional<String> to(String unknown, Collection<String> known) {
    int limit = unknown.length() > MAX_LENGTH ? 0 : Math.min(3, unknown.length() / 3);
    return known.stream()
        .filter(name -> edits(unknown, name) <= limit)
        .min(Comparator.comparingInt(name -> edits(unknown, name)));
  }

  /**
   * Number of insertions, deletions and replacements that turn one into the other (Levenshtein).
   */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
