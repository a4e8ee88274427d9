package dev.memfleet.exporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineFormatterTest {
  private static final String TIME = "ts=2026-11-22T15:00:00.007Z ";

  @Test
  void logfmt_quotesOnlyWhatNeedsIt() {
    assertThat(logfmt(Level.WARNING, "node is \"down\"", "node", "[::1]:11211", "why", "", "n", 42))
        .isEqualTo(
            TIME + "level=warn msg=\"node is \\\"down\\\"\" node=[::1]:11211 why=\"\" n=42\n");
  }

  @Test
  void json_quotesEverything() {
    assertThat(line(LogFormat.JSON, record(Level.INFO, "a\\b\"c", "node", "x")))
        .isEqualTo(
            "{\"ts\":\"2026-11-22T15:00:00.007Z\",\"level\":\"info\",\"msg\":\"a\\\\b\\\"c\","
                + "\"node\":\"x\"}\n");
  }

  @Test
  void hostileText_staysOnItsLine() {
    assertThat(logfmt(Level.INFO, "a\r\nlevel=error msg=b\u2028\0", "k", "a=b"))
        .isEqualTo(TIME + "level=info msg=\"a\\r\\nlevel=error msg=b\\u2028\\u0000\" k=\"a=b\"\n");
  }

  @ParameterizedTest
  @CsvSource({"SEVERE, error", "WARNING, warn", "INFO, info", "CONFIG, debug", "FINE, debug"})
  void level_hasItsName(String level, String name) {
    assertThat(logfmt(Level.parse(level), "m")).isEqualTo(TIME + "level=" + name + " msg=m\n");
  }

  @Test
  void parameters_withAPlaceInTheMessage_areFilledIn() {
    assertThat(logfmt(Level.INFO, "{0} of {1}", 1, 2))
        .isEqualTo(TIME + "level=info msg=\"1 of 2\"\n");
  }

  @Test
  void pair_withANameAlreadyThere_doesNotReplaceIt() {
    assertThat(logfmt(Level.INFO, "m", "level", "x")).isEqualTo(TIME + "level=info msg=m\n");
  }

  @Test
  void throwable_isOneLineWithItsStack() {
    LogRecord record = record(Level.SEVERE, "unexpected");
    record.setLoggerName("io.vertx.core");
    record.setThrown(new IllegalStateException("a\nb"));

    assertThat(line(LogFormat.LOGFMT, record))
        .startsWith(
            TIME
                + "level=error msg=unexpected logger=io.vertx.core"
                + " err=\"java.lang.IllegalStateException: a\\nb\" stack=\"java.lang.Ill")
        .contains("\\n\\tat dev.memfleet.exporter.cli.LineFormatterTest.")
        .containsOnlyOnce("\n");
  }

  private static String logfmt(Level level, String message, Object... parameters) {
    return line(LogFormat.LOGFMT, record(level, message, parameters));
  }

  private static String line(LogFormat format, LogRecord record) {
    return new LineFormatter(format).format(record);
  }

  private static LogRecord record(Level level, String message, Object... parameters) {
    LogRecord record = new LogRecord(level, message);
    record.setInstant(Instant.parse("2026-11-22T15:00:00.007123Z"));
    record.setLoggerName("dev.memfleet.exporter.fleet");
    record.setParameters(parameters);
    return record;
  }
}
