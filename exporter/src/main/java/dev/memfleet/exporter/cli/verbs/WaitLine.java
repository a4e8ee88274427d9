package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.settings.GoDuration;
import java.time.Duration;

/**
 * Shows on standard error what the program is waiting for: one line that is overwritten on a
 * terminal, else a line per change.
 */
final class WaitLine implements AutoCloseable {
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final Shell shell;
  private String last = "";

  WaitLine(Shell shell) {
    this.shell = shell;
  }

  void show(Health health, Duration left) {
    String state =
        "waiting: %d of %d nodes healthy".formatted(health.healthy(), health.nodes().size());
    if (shell.progressOnErr()) {
      String time = GoDuration.format(Duration.ofSeconds(left.toSeconds()));
      shell.err().print(CLEAR_LINE + state + ", " + time + " left");
      shell.err().flush();
    } else if (!state.equals(last)) {
      shell.err().println(state);
    }
    last = state;
  }

  @Override
  public void close() {
    if (shell.progressOnErr() && !last.isEmpty()) {
      shell.err().print(CLEAR_LINE);
      shell.err().flush();
    }
  }
}
