package dev.memfleet.exporter.cli;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.StreamHandler;

/** Writes each message to stderr immediately. */
final class StderrHandler extends StreamHandler {
  StderrHandler(LogFormat format) {
    super(System.err, new LineFormatter(format));
    setLevel(Level.ALL);
  }

  @Override
  public synchronized void publish(LogRecord record) {
    super.publish(record);
    flush();
  }

  /** Leaves stderr open. */
  @Override
  public synchronized void close() {
    flush();
  }
}
