package dev.memfleet.exporter.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** The mistakes found in one file. */
final class Problems {
  private record Problem(int line, int column, String text) {}

  private final String file;
  private final List<Problem> found = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  /**
   * @param path of the value in the document; may be empty
   */
  void add(Node at, String path, @Nullable String message) {
    add(at.getStartMark(), (path.isEmpty() ? "" : path + ": ") + message);
  }

  void add(@Nullable Mark at, String message) {
    if (at == null) {
      add(message);
    } else {
      add(at.getLine() + 1, at.getColumn() + 1, message);
    }
  }

  /** A mistake at a line and a column, both from 1. */
  void add(int line, int column, String message) {
    found.add(new Problem(line, column, "%s:%d:%d: %s".formatted(file, line, column, message)));
  }

  /** A mistake of the whole file. */
  void add(String message) {
    found.add(new Problem(0, 0, file + ": " + message));
  }

  void throwIfAny() throws ConfigException {
    if (!found.isEmpty()) {
      throw asException();
    }
  }

  /** All mistakes in the order of the file. */
  ConfigException asException() {
    return new ConfigException(
        found.stream()
            .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
            .map(Problem::text)
            .toList());
  }
}
