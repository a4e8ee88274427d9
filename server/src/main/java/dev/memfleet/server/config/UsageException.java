package dev.memfleet.server.config;

/** The command line is invalid, or requests only help or the version: the program exits. */
public final class UsageException extends Exception {
  private final int status;

  /** Exit status for an invalid value. */
  static final int FAILURE = 1;

  /** Exit status for options that conflict or are not supported. */
  static final int USAGE = 64;

  UsageException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The exit status of the process; 0 for help and version. */
  public int status() {
    return status;
  }
}
