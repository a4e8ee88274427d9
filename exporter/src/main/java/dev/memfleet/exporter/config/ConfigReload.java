package dev.memfleet.exporter.config;

import dev.memfleet.exporter.self.SelfMetrics;
import dev.memfleet.exporter.settings.FileStamp;
import dev.memfleet.exporter.text.LogEvent;
import dev.memfleet.exporter.yaml.ConfigException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reloads a configuration file, and the files it refers to, on request; one reload at a time. An
 * invalid file changes nothing.
 */
public final class ConfigReload {
  private static final Logger LOG = Logger.getLogger(ConfigReload.class.getName());

  private final Path file;
  private final Loading loading;
  private final Clock clock;
  private volatile boolean successful = true;
  private volatile Instant lastSuccess;
  private volatile @Nullable Instant lastFailure;
  private final Map<Path, FileStamp> stamps = new HashMap<>();

  /** Reads a configuration and applies it. */
  public interface Loading {
    /**
     * Reads and applies the configuration once.
     *
     * @param reading called with each file before it is read
     */
    void load(Consumer<Path> reading) throws ConfigException;
  }

  /**
   * @param reservedLabels the labels of our metrics
   * @param apply applies a new configuration; the first one has just been applied
   */
  public ConfigReload(Path file, Set<String> reservedLabels, Consumer<Config> apply, Clock clock) {
    this(
        file,
        reading -> {
          reading.accept(file);
          apply.accept(ConfigFile.load(file, reservedLabels));
        },
        clock);
    stamp(file);
  }

  /** Reloads any kind of file; it has not been read yet. */
  public ConfigReload(Path file, Loading loading, Clock clock) {
    this.file = file;
    this.loading = loading;
    this.clock = clock;
    this.lastSuccess = clock.instant();
  }

  private void stamp(Path path) {
    stamps.put(path, FileStamp.of(path));
  }

  /**
   * Reads and applies the file without logging.
   *
   * @throws ConfigException with all errors; the previous configuration stays in effect
   */
  public synchronized void load() throws ConfigException {
    Set<Path> before = Set.copyOf(stamps.keySet());
    stamps.clear();
    successful = false;
    try {
      loading.load(this::stamp);
      lastSuccess = clock.instant();
      successful = true;
    } finally {
      if (!successful) {
        lastFailure = clock.instant();
        before.forEach(path -> stamps.computeIfAbsent(path, FileStamp::of));
      }
    }
  }

  /**
   * Reads and applies the file.
   *
   * @throws ConfigException with all errors; the previous configuration stays in effect
   */
  public synchronized void reload() throws ConfigException {
    try {
      load();
      LogEvent.info(LOG, "configuration reloaded", "file", file);
    } catch (ConfigException invalid) {
      LogEvent.warning(
          LOG, "configuration not reloaded", "file", file, "effect", "previous one stays");
      invalid
          .problems()
          .forEach(problem -> LogEvent.warning(LOG, "invalid configuration", "err", problem));
      throw invalid;
    }
  }

  /** Reads and applies the file if it, or one it refers to, has changed since the last read. */
  public synchronized void reloadIfChanged() {
    if (stamps.entrySet().stream()
        .anyMatch(read -> !FileStamp.of(read.getKey()).equals(read.getValue()))) {
      reloadAndLog();
    }
  }

  /** Like {@link #reload}, for callers that cannot handle errors. */
  public void reloadAndLog() {
    try {
      reload();
    } catch (ConfigException logged) {
      // reload() has logged it
    }
  }

  /**
   * Registers the metrics about reloads.
   *
   * @param prefix of the metrics' names
   * @param what the file is
   */
  public void register(SelfMetrics self, String prefix, String what) {
    self.gauge(
        prefix + "_last_reload_successful",
        "1 if the last reload of the %s file succeeded, else 0.".formatted(what),
        () -> successful ? 1 : 0);
    self.gauge(
        prefix + "_last_reload_success_timestamp_seconds",
        "Time of the last successful reload of the %s file, as Unix time.".formatted(what),
        () -> lastSuccess.toEpochMilli() / 1000.0);
  }

  @Override
  public String toString() {
    return file.toString();
  }

  /** Whether the last read was successful. */
  public boolean successful() {
    return successful;
  }

  /** When the last read failed; null if it was successful. */
  public @Nullable Instant failedAt() {
    return successful ? null : lastFailure;
  }

  /** When the file was last read successfully. */
  public Instant lastSuccess() {
    return lastSuccess;
  }
}
