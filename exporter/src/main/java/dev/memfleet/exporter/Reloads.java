package dev.memfleet.exporter;

import dev.memfleet.exporter.config.ConfigReload;
import dev.memfleet.exporter.self.InternalErrors;
import dev.memfleet.exporter.self.InternalErrors.Component;
import dev.memfleet.exporter.text.Times;
import dev.memfleet.exporter.yaml.ConfigException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that are reloaded while the agent runs. Each is applied independently; a bug in the
 * agent while applying one leaves the previous configuration in effect.
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
   * Reloads all files.
   *
   * @throws ConfigException with the errors of all files
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

  /** Reloads all files and logs the errors. */
  void allAndLog() {
    files.forEach(file -> problems(file, ConfigReload::reloadAndLog));
  }

  /** Reloads a file if it has changed and logs the errors. */
  void ifChanged(ConfigReload file) {
    problems(file, ConfigReload::reloadIfChanged);
  }

  /** The errors of the last reload, one sentence each. */
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
    } catch (ConfigException invalid) {
      return invalid.problems();
    } catch (RuntimeException | Error cause) {
      errors.caught(Component.RELOAD, cause);
      return List.of(file + ": internal error, see the stack trace in the log");
    }
  }
}
