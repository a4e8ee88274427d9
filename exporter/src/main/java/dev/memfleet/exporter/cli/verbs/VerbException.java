package dev.memfleet.exporter.cli.verbs;

/** A verb failed; the message is for the user. */
final class VerbException extends Exception {
  private static final long serialVersionUID = 1;

  VerbException(String message) {
    super(message, null, false, false);
  }
}
