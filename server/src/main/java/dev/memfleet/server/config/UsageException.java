package dev.memfleet.server.config;

/**
 * Ends the program with a message and an exit status: the command line is invalid, or requests only
 * the help, the license or the version.
 */
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

  /** The exit status of the process; 0 for help, license and version. */
  public int status() {
    return status;
  }
}
