package dev.memfleet.exporter;

import dev.memfleet.exporter.config.ConfigReload;
import dev.memfleet.exporter.self.InternalErrors;
import dev.memfleet.exporter.self.InternalErrors.Where;
import dev.memfleet.exporter.text.Times;
import dev.memfleet.exporter.yaml.ConfigException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that are read again while the agent runs. Each is applied without the others, and a
 * mistake of the agent in one of them leaves what was configured before.
 */
final class Reloads {
  private final List<ConfigReload> files;
  private final InternalErrors errors;

  Reloads(List<ConfigReload> files, InternalErrors errors) {
    this.files = List.copyOf(files);
    this.errors = errors;
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  private interface Reading {
    void of(ConfigReload file) throws ConfigException;
  }

  /**
   * Reads all of them again.
   *
   * @throws ConfigException with what is wrong in any
   */
  void all() throws ConfigException {
    List<String> problems = new ArrayList<>();
    for (ConfigReload file : files) {
      problems.addAll(problems(file, ConfigReload::reload));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** Reads all of them again; what is wrong is in the log. */
  void allAndLog() {
    files.forEach(file -> problems(file, ConfigReload::reloadAndLog));
  }

  /** Reads one again if it has changed; what is wrong is in the log. */
  void ifChanged(ConfigReload file) {
    problems(file, ConfigReload::reloadIfChanged);
  }

  /** What went wrong when the files were last read, a sentence each. */
  List<String> failures() {
    List<String> failures = new ArrayList<>();
    for (ConfigReload file : files) {
      Instant at = file.failedAt();
      if (at != null) {
        failures.add("config reload failed at %s: %s".formatted(Times.clock(at), file));
      }
    }
    return failures;
  }

  private List<String> problems(ConfigReload file, Reading reading) {
    try {
      reading.of(file);
      return List.of();
    } catch (ConfigException mistakes) {
      return mistakes.problems();
    } catch (RuntimeException | Error mistake) {
      errors.caught(Where.RELOAD, mistake);
      return List.of(file + ": internal error, whose stack is in the log");
    }
  }
}
