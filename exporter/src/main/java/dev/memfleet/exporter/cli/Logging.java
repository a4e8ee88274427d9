package dev.memfleet.exporter.cli;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Configures java.util.logging for the whole program, libraries included: one line per message. */
public final class Logging {
  private static final Logger ROOT = Logger.getLogger("dev.memfleet");

  private Logging() {}

  /** Starts logging to stderr. Messages of libraries below info are never logged. */
  public static void install(LogLevel level, LogFormat format) {
    install(level, new StderrHandler(format));
  }

  static void install(LogLevel level, Handler handler) {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.addHandler(handler);
    root.setLevel(level == LogLevel.DEBUG ? Level.INFO : level.threshold());
    ROOT.setLevel(level.threshold());
  }
}
