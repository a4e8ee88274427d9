package dev.memfleet.exporter.cli.verbs;

import java.io.PrintStream;

/**
 * A progress bar on standard error while many nodes are polled; draws nothing unless that is a
 * terminal.
 */
final class Progress implements AutoCloseable {
  private static final int WIDTH = 40;
  private static final int MIN_SHOWN = 20;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintStream err;
  private final boolean draws;
  private final int total;
  private final String what;
  private int done;
  private int drawn = -1;

  Progress(Shell shell, String what, int total) {
    this.err = shell.err();
    this.draws = shell.progressOnErr() && total > MIN_SHOWN;
    this.total = total;
    this.what = what;
  }

  /** A progress bar that draws nothing. */
  static Progress none(Shell shell) {
    return new Progress(shell, "", 0);
  }

  /** Counts one more as done. Thread-safe. */
  synchronized void step() {
    done++;
    if (draws) {
      int filled = WIDTH * done / total;
      if (filled != drawn) {
        drawn = filled;
        err.printf(
            "\r%s [%s%s] %d/%d", what, "#".repeat(filled), ".".repeat(WIDTH - filled), done, total);
        err.flush();
      }
    }
  }

  /** Removes the bar; may be called before the end. */
  synchronized void clear() {
    if (draws) {
      err.print(CLEAR_LINE);
      err.flush();
    }
  }

  @Override
  public void close() {
    clear();
  }
}
