package dev.memfleet.exporter.cli;

import java.io.PrintStream;

/** The command line requests output instead of a running agent, or is invalid. */
public final class Exit extends Exception {
  private static final long serialVersionUID = 1;

  private final int code;

  private Exit(int code, String text) {
    super(text);
    this.code = code;
  }

  static Exit answer(String text) {
    return new Exit(0, text);
  }

  static Exit invalid(String message) {
    return new Exit(2, "memfleet-exporter: error: " + message + ", try --help");
  }

  /** The exit status: 0 for help and version, 2 for an error. */
  public int code() {
    return code;
  }

  /** Prints requested output to {@code out}, an error to {@code err}. */
  public void print(PrintStream out, PrintStream err) {
    (code == 0 ? out : err).println(getMessage());
  }
}
