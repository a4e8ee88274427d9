package dev.memfleet.exporter.insight;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a memcached, by which its bugs and its units are known. */
public record ServerVersion(int major, int minor, int patch) implements Comparable<ServerVersion> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4}).*");

  /** The first whose watchers can be counted, and whose lines say how large values are. */
  static final ServerVersion WATCHES = new ServerVersion(1, 6, 11);

  /** The first with {@code watch deletions}. */
  static final ServerVersion LOGS_DELETIONS = new ServerVersion(1, 6, 20);

  /** The first whose {@code slab_chunk_max} is in KB; before it is in bytes. */
  static final ServerVersion CHUNK_MAX_IN_KB = new ServerVersion(1, 6, 24);

  /** Reads {@code 1.6.18}, whatever follows. */
  static Optional<ServerVersion> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(
            new ServerVersion(
                Integer.parseInt(form.group(1)),
                Integer.parseInt(form.group(2)),
                Integer.parseInt(form.group(3))))
        : Optional.empty();
  }

  boolean isBefore(ServerVersion other) {
    return compareTo(other) < 0;
  }

  @Override
  public int compareTo(ServerVersion other) {
    return Comparator.comparingInt(ServerVersion::major)
        .thenComparingInt(ServerVersion::minor)
        .thenComparingInt(ServerVersion::patch)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
