package dev.memfleet.exporter.protocol;

/** Recognizes memcached's error lines that have a particular meaning. */
public final class Refusal {
  private Refusal() {}

  /**
   * The error of a node at its connection limit ({@code -c}), sent before it closes a new
   * connection.
   */
  public static boolean isFull(String line) {
    return line.startsWith("ERROR Too many open connections");
  }

  /** The error of a node with an authentication file to anything but credentials. */
  public static boolean wantsCredentials(String line) {
    return line.startsWith("CLIENT_ERROR unauthenticated");
  }
}
