package dev.memfleet.exporter.catalog;

/**
 * The connections from one address to a node. Never part of a metric.
 *
 * @param address without a port; {@link #OTHERS} for all that are not among the top ones
 * @param idleSeconds since the last command, of the connection that is idle longest
 */
public record Client(String address, int connections, long idleSeconds) {
  public static final String OTHERS = "others";

  Client with(Client more) {
    return new Client(
        address, connections + more.connections, Math.max(idleSeconds, more.idleSeconds));
  }
}
