package dev.memfleet.exporter.insight;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A memcached version, which determines its bugs and units. */
public record ServerVersion(int major, int minor, int patch) implements Comparable<ServerVersion> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4}).*");

  /** The first version that counts watchers and logs the sizes of values. */
  static final ServerVersion WATCHES = new ServerVersion(1, 6, 11);

  /** The first version with {@code watch deletions}. */
  static final ServerVersion LOGS_DELETIONS = new ServerVersion(1, 6, 20);

  /** The first version whose {@code slab_chunk_max} is in KB; bytes before. */
  static final ServerVersion CHUNK_MAX_IN_KB = new ServerVersion(1, 6, 24);

  /** Parses {@code 1.6.18}, ignoring any suffix. */
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
