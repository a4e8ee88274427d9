package dev.memfleet.exporter.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects the errors found in one file; beyond a limit they are only counted. */
public final class Problems {
  private static final int MAX_PROBLEMS = 1000;
  private static final Place WHOLE_FILE = new Place(0, 0);

  private record Problem(Place place, String text) {}

  private final String file;
  private final List<Problem> found = new ArrayList<>();
  private int more;

  public Problems(String file) {
    this.file = file;
  }

  /**
   * Adds an error in a value.
   *
   * @param path of the value in the document; may be empty
   */
  public void add(Value at, String path, @Nullable String message) {
    add(at.place(), (path.isEmpty() ? "" : path + ": ") + message);
  }

  /** Adds an error at a place. */
  public void add(Place place, String message) {
    note(place, "%s:%d:%d: %s".formatted(file, place.line(), place.column(), message));
  }

  /** Adds an error of the whole file. */
  public void add(String message) {
    note(WHOLE_FILE, file + ": " + message);
  }

  private void note(Place place, String text) {
    if (found.size() < MAX_PROBLEMS) {
      found.add(new Problem(place, text));
    } else {
      more++;
    }
  }

  /** Throws if there was an error. */
  public void throwIfAny() throws ConfigException {
    if (!found.isEmpty()) {
      throw asException();
    }
  }

  /** All errors in the order of the file. */
  public ConfigException asException() {
    Stream<String> inOrder =
        found.stream()
            .sorted(
                Comparator.comparingInt((Problem problem) -> problem.place.line())
                    .thenComparingInt(problem -> problem.place.column()))
            .map(Problem::text);
    Stream<String> rest = more == 0 ? Stream.of() : Stream.of(file + ": " + more + " more errors");
    return new ConfigException(Stream.concat(inOrder, rest).toList());
  }
}
