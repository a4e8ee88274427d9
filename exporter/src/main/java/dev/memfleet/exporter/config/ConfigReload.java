package dev.memfleet.exporter.config;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Logger;

/**
 * The configuration file, read again when told, once at a time. A file with mistakes changes
 * nothing.
 */
public final class ConfigReload {
  private static final Logger LOG = Logger.getLogger(ConfigReload.class.getName());

  private final Path file;
  private final Set<String> reservedLabels;
  private final Consumer<Config> apply;
  private final Clock clock;
  private volatile boolean successful = true;
  private volatile Instant lastSuccess;
  private FileStamp stamp;

  /**
   * @param reservedLabels the labels of our metrics
   * @param apply puts a new configuration in the place of the old one; its first was applied just
   *     now
   */
  public ConfigReload(Path file, Set<String> reservedLabels, Consumer<Config> apply, Clock clock) {
    this.file = file;
    this.reservedLabels = Set.copyOf(reservedLabels);
    this.apply = apply;
    this.clock = clock;
    this.lastSuccess = clock.instant();
    this.stamp = FileStamp.of(file);
  }

  /**
   * Reads and applies the file.
   *
   * @throws ConfigException with every mistake; the configuration of before stands
   */
  public synchronized void reload() throws ConfigException {
    stamp = FileStamp.of(file);
    successful = false;
    try {
      apply.accept(ConfigFile.load(file, reservedLabels));
      lastSuccess = clock.instant();
      successful = true;
      LOG.info(() -> "reloaded: " + file);
    } catch (ConfigException mistakes) {
      LOG.warning("not reloaded, the configuration of before stands");
      mistakes.problems().forEach(LOG::warning);
      throw mistakes;
    }
  }

  /** Reads and applies the file if it has changed since it was last read. */
  public synchronized void reloadIfChanged() {
    if (!FileStamp.of(file).equals(stamp)) {
      reloadAndLog();
    }
  }

  /** As {@link #reload}, for those who can do nothing about mistakes. */
  public void reloadAndLog() {
    try {
      reload();
    } catch (ConfigException logged) {
      LOG.fine("not reloaded");
    }
  }

  /** Whether the file was good when it was last read. */
  public boolean successful() {
    return successful;
  }

  /** When a good file was last read. */
  public Instant lastSuccess() {
    return lastSuccess;
  }
}
