package dev.memfleet.exporter.http;

/** A request that cannot be served, and why, in words for whoever sent it. */
public final class BadRequestException extends Exception {
  private final String message;

  BadRequestException(String message) {
    super(message, null, false, false);
    this.message = message;
  }

  String message() {
    return message;
  }
}
