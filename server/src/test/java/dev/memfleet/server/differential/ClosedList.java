package dev.memfleet.server.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The stats keys whose values may differ from memcached's for the same traffic, or never move: the
 * README's table, which is the only place that names them.
 */
final class ClosedList {
  private static final Path README = Path.of("README.md");
  private static final String HEADING = "## Stats that differ";
  private static final Pattern KEY = Pattern.compile("`([^`]+)`");

  /**
   * Keys that only one of memcached 1.6.18 and 1.6.45 has, and the two byte counters, which depend
   * on the lengths of error messages and cas ids.
   */
  private static final Set<String> VERSION_SPECIFIC =
      Set.of(
          "bytes_read",
          "bytes_written",
          "ssl_proto_errors",
          "slab_reassign_evictions_nomem",
          "slab_reassign_busy_nomem",
          "slab_reassign_last_busy_status");

  private static final Pattern AGE = Pattern.compile(":(age|age_hot|age_warm|evicted_time)$");
  private static final int SECONDS_APART = 20;

  private static final Pattern KEYS = keys(row -> true);
  private static final Pattern CONSTANT = keys(row -> row[2].startsWith(" always "));

  private ClosedList() {}

  /** Whether a key's value never changes, for which the table has the word always. */
  static boolean isConstant(String key) {
    return CONSTANT.matcher(key).matches();
  }

  static boolean contains(String key) {
    return KEYS.matcher(key.replaceFirst("^(items:)?\\d+:", "")).matches();
  }

  /** Entries of stats, ours then memcached's, that differ though nothing excuses it. */
  static List<String> differences(Map<String, String> ours, Map<String, String> theirs) {
    Set<String> keys = new TreeSet<>(ours.keySet());
    keys.addAll(theirs.keySet());
    keys.removeIf(key -> contains(key) || VERSION_SPECIFIC.contains(key));
    return keys.stream()
        .filter(key -> !same(key, ours.get(key), theirs.get(key)))
        .map(key -> key + ": " + ours.get(key) + ", memcached " + theirs.get(key))
        .toList();
  }

  /** Ages are in seconds, and the servers are asked one after the other. */
  private static boolean same(String key, @Nullable String ours, @Nullable String theirs) {
    if (ours != null && theirs != null && AGE.matcher(key).find()) {
      return Math.abs(Long.parseLong(ours) - Long.parseLong(theirs)) <= SECONDS_APART;
    }
    return Objects.equals(ours, theirs);
  }

  private static Pattern keys(Predicate<String[]> wanted) {
    try {
      return Pattern.compile(
          Files.readAllLines(README).stream()
              .dropWhile(line -> !line.equals(HEADING))
              .skip(1)
              .takeWhile(line -> !line.startsWith("## "))
              .filter(line -> line.startsWith("|"))
              .map(line -> line.split("\\|", -1))
              .filter(wanted)
              .flatMap(row -> KEY.matcher(row[1]).results())
              .map(key -> key.group(1).replace("*", "\\w*"))
              .collect(Collectors.joining("|")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
