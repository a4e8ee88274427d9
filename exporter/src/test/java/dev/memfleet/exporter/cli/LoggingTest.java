package dev.memfleet.exporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoggingTest {
  private final List<String> messages = new ArrayList<>();
  private final Handler collecting =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          messages.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @AfterEach
  void restore() throws Exception {
    LogManager.getLogManager().readConfiguration();
  }

  @Test
  void level_isTheLowestThatIsLogged() {
    assertThat(logged(LogLevel.WARN)).containsExactly("our warning", "their warning");
    assertThat(logged(LogLevel.INFO))
        .containsExactly("our info", "our warning", "their info", "their warning");
  }

  @Test
  void debug_keepsTheDebugMessagesOfLibrariesOut() {
    assertThat(logged(LogLevel.DEBUG))
        .containsExactly("our debug", "our info", "our warning", "their info", "their warning");
  }

  private List<String> logged(LogLevel level) {
    messages.clear();
    Logging.install(level, collecting);
    logAll("our", Logger.getLogger("dev.memfleet.exporter.fleet"));
    logAll("their", Logger.getLogger("io.vertx.core"));
    return messages;
  }

  private static void logAll(String whose, Logger logger) {
    logger.log(Level.FINE, whose + " debug");
    logger.log(Level.INFO, whose + " info");
    logger.log(Level.WARNING, whose + " warning");
  }
}
