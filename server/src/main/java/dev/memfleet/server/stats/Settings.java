package dev.memfleet.server.stats;

import dev.memfleet.server.config.Options;
import dev.memfleet.server.store.slab.AutomoveTuning;

/** The few settings that commands change at run time. */
public final class Settings {
  private final Options options;
  private volatile int verbosity;
  private volatile int temporaryTtl;
  private volatile int automove;
  private volatile double automoveRatio;
  private volatile int automoveWindow;
  private volatile double automoveFreeRatio;
  private final PrefixStats prefixes;

  public Settings(Options options) {
    this.options = options;
    verbosity = options.process().verbosity();
    temporaryTtl = options.nominal().temporaryTtlSeconds();
    automove = options.nominal().automove();
    automoveRatio = options.automove().ratio();
    automoveWindow = options.nominal().automoveWindow();
    automoveFreeRatio = options.nominal().automoveFreeRatio();
    prefixes = new PrefixStats(options.commands().prefixDelimiter(), options.commands().detail());
  }

  /** The settings at the start. */
  public Options options() {
    return options;
  }

  public int verbosity() {
    return verbosity;
  }

  public void verbosity(int level) {
    verbosity = level;
  }

  /** Maximum TTL of items in the TEMP segment; also reported while that segment is disabled. */
  public int temporaryTtl() {
    return temporaryTtl;
  }

  public void temporaryTtl(int seconds) {
    temporaryTtl = seconds;
  }

  public int automove() {
    return automove;
  }

  public void automove(int level) {
    automove = level;
  }

  /** The settings of automatic page moves. */
  public AutomoveTuning automoveTuning() {
    return new AutomoveTuning(automove != 0, automove == 2, automoveRatio, automoveWindow);
  }

  public double automoveRatio() {
    return automoveRatio;
  }

  public void automoveRatio(double ratio) {
    automoveRatio = ratio;
  }

  public int automoveWindow() {
    return automoveWindow;
  }

  public void automoveWindow(int seconds) {
    automoveWindow = seconds;
  }

  public double automoveFreeRatio() {
    return automoveFreeRatio;
  }

  public void automoveFreeRatio(double ratio) {
    automoveFreeRatio = ratio;
  }

  /** Counts by key prefix, enabled by {@code stats detail}. */
  public PrefixStats prefixes() {
    return prefixes;
  }
}
