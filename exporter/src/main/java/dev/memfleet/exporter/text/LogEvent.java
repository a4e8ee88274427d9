package dev.memfleet.exporter.text;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A log line: an event and its fields. The fields are alternating names and values, which the log
 * writes as {@code name=value} behind the message:
 *
 * <pre>{@code
 * LogEvent.warning(LOG, "node down", "address", address, "reason", "refused");
 * ts=2026-11-22T15:00:00.000Z level=warn msg="node down" address=10.0.0.11:11211 reason=refused
 * }</pre>
 */
public final class LogEvent {
  private LogEvent() {}

  /** Logs an event that operators expect. */
  public static void info(Logger log, String event, Object... fields) {
    log(log, Level.INFO, event, null, fields);
  }

  /** Logs an event that operators should look at. */
  public static void warning(Logger log, String event, Object... fields) {
    log(log, Level.WARNING, event, null, fields);
  }

  /** Logs an event that only those who debug the agent look at. */
  public static void debug(Logger log, String event, Object... fields) {
    log(log, Level.FINE, event, null, fields);
  }

  /** Logs an event with its cause, whose stack trace is written too. */
  public static void log(
      Logger log, Level level, String event, @Nullable Throwable cause, Object... fields) {
    if (fields.length % 2 != 0) {
      throw new IllegalArgumentException("a field without a value: " + fields[fields.length - 1]);
    }
    if (log.isLoggable(level)) {
      LogRecord record = new LogRecord(level, event);
      record.setLoggerName(log.getName());
      record.setParameters(fields);
      record.setThrown(cause);
      log.log(record);
    }
  }
}
