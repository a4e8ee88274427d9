package dev.memfleet.exporter.protocol;

/** Error lines of memcached that say more than that a command failed. */
public final class Refusal {
  private Refusal() {}

  /** What a node that has its {@code -c} connections says before it closes a further one. */
  public static boolean isFull(String line) {
    return line.startsWith("ERROR Too many open connections");
  }

  /** What a node with an authentication file says to everything but credentials. */
  public static boolean wantsCredentials(String line) {
    return line.startsWith("CLIENT_ERROR unauthenticated");
  }
}
