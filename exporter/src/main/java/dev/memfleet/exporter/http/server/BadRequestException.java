package dev.memfleet.exporter.http.server;

/** A request that cannot be served, with a message for the client. */
public final class BadRequestException extends Exception {
  private final int status;
  private final String message;

  public BadRequestException(String message) {
    this(400, message);
  }

  public BadRequestException(int status, String message) {
    super(message, null, false, false);
    this.status = status;
    this.message = message;
  }

  int status() {
    return status;
  }

  String message() {
    return message;
  }
}
