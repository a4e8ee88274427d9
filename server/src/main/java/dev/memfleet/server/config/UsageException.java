package dev.memfleet.server.config;

/** The command line ends the program, with this message and status. */
public final class UsageException extends Exception {
  private final int status;

  /** The status after a value that cannot be used. */
  static final int FAILURE = 1;

  /** The status after values that do not fit together. */
  static final int USAGE = 64;

  UsageException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The process's exit status; 0 after help and version. */
  public int status() {
    return status;
  }
}
