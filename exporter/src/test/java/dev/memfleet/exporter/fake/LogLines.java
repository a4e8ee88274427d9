package dev.memfleet.exporter.fake;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Captures the log records of one class, and keeps them out of the test's own output. */
public final class LogLines implements AutoCloseable {
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();
  private final Logger logger;
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          records.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private LogLines(Logger logger) {
    this.logger = logger;
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
  }

  public static LogLines of(Class<?> logging) {
    return new LogLines(Logger.getLogger(logging.getName()));
  }

  public List<LogRecord> records() {
    return records;
  }

  /** Level, message and fields of each. */
  public List<String> lines() {
    return records.stream().map(line -> line.getLevel() + " " + text(line)).toList();
  }

  /** Message and fields of a line. */
  public static String text(LogRecord line) {
    StringBuilder text = new StringBuilder(line.getMessage());
    Object[] fields = line.getParameters();
    for (int i = 0; fields != null && i + 1 < fields.length; i += 2) {
      text.append(' ').append(fields[i]).append('=').append(fields[i + 1]);
    }
    return text.toString();
  }

  @Override
  public void close() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }
}
