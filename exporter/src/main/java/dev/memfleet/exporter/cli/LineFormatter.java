package dev.memfleet.exporter.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Formats each log record as one line. Parameters without a placeholder in the message, such as
 * {@code {0}}, are alternating names and values, as {@link dev.memfleet.exporter.text.LogEvent}
 * sets them.
 */
final class LineFormatter extends Formatter {
  private final LogFormat format;

  LineFormatter(LogFormat format) {
    this.format = format;
  }

  @Override
  public String format(LogRecord record) {
    Map<String, String> fields = fields(record);
    return switch (format) {
      case LOGFMT -> LogLine.logfmt(fields) + "\n";
      case JSON -> LogLine.json(fields) + "\n";
    };
  }

  private Map<String, String> fields(LogRecord record) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("ts", time(record.getInstant()));
    fields.put("level", level(record.getLevel()));
    fields.put("msg", formatMessage(record));
    addPairs(record, fields);
    String logger = record.getLoggerName();
    if (logger != null && !logger.startsWith("dev.memfleet")) {
      fields.put("logger", logger);
    }
    Throwable thrown = record.getThrown();
    if (thrown != null) {
      fields.put("err", thrown.toString());
      fields.put("stack", stack(thrown));
    }
    return fields;
  }

  /**
   * The time in ISO 8601. Formatted by hand, because loading the classes of {@link
   * java.time.format.DateTimeFormatter} would slow down the start.
   */
  static String time(Instant instant) {
    LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    StringBuilder text = new StringBuilder("0000-00-00T00:00:00.000Z");
    put(time.getYear(), 4, text);
    put(time.getMonthValue(), 7, text);
    put(time.getDayOfMonth(), 10, text);
    put(time.getHour(), 13, text);
    put(time.getMinute(), 16, text);
    put(time.getSecond(), 19, text);
    put(time.getNano() / 1_000_000, 23, text);
    return text.toString();
  }

  /** Puts the digits of a number before a position. */
  private static void put(int number, int end, StringBuilder text) {
    for (int i = end - 1; number > 0; number /= 10) {
      text.setCharAt(i--, (char) ('0' + number % 10));
    }
  }

  private static void addPairs(LogRecord record, Map<String, String> fields) {
    Object[] pairs = record.getParameters();
    String message = record.getMessage();
    if (pairs == null || pairs.length % 2 != 0 || message == null || message.contains("{0")) {
      return;
    }
    for (int i = 0; i < pairs.length; i += 2) {
      fields.putIfAbsent(String.valueOf(pairs[i]), String.valueOf(pairs[i + 1]));
    }
  }

  private static String level(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return "error";
    }
    if (level.intValue() >= Level.WARNING.intValue()) {
      return "warn";
    }
    return level.intValue() >= Level.INFO.intValue() ? "info" : "debug";
  }

  private static String stack(Throwable thrown) {
    StringWriter stack = new StringWriter();
    thrown.printStackTrace(new PrintWriter(stack));
    return stack.toString();
  }
}
