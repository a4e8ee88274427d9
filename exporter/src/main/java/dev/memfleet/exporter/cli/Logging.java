package dev.memfleet.exporter.cli;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Sets up java.util.logging for the whole program, libraries included: one line a message. */
public final class Logging {
  private static final Logger OURS = Logger.getLogger("dev.memfleet");

  private Logging() {}

  /** Logs to stderr from now on. Libraries never say more than their info messages. */
  public static void install(LogLevel level, LogFormat format) {
    install(level, new StderrHandler(format));
  }

  static void install(LogLevel level, Handler handler) {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.addHandler(handler);
    root.setLevel(level == LogLevel.DEBUG ? Level.INFO : level.threshold());
    OURS.setLevel(level.threshold());
  }
}
