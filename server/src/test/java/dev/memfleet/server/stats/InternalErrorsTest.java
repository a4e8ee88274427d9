package dev.memfleet.server.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InternalErrorsTest {
  private final List<OutOfMemoryError> outOfMemory = new ArrayList<>();
  private final InternalErrors errors = new InternalErrors(outOfMemory::add);
  private final PrintStream standardError = System.err;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  @BeforeEach
  void watchLog() {
    System.setErr(new PrintStream(log, true, java.nio.charset.StandardCharsets.UTF_8));
  }

  @AfterEach
  void restoreLog() {
    System.setErr(standardError);
  }

  @Test
  void report_samePlaceTwice_isCountedTwiceAndLoggedOnce() {
    errors.report("event loop", new IllegalStateException("first"));
    errors.report("event loop", new IllegalStateException("second"));
    assertThat(errors.count()).isEqualTo(2);
    assertThat(log.toString(java.nio.charset.StandardCharsets.UTF_8))
        .contains("where=\"event loop\"", "IllegalStateException: first", "\tat ")
        .doesNotContain("second");
    assertThat(outOfMemory).isEmpty();
  }

  @Test
  void report_memoryOut_isHandedOn() {
    OutOfMemoryError error = new OutOfMemoryError("thrown by Java code");
    errors.report("connection", error);
    assertThat(outOfMemory).containsExactly(error);
  }
}
