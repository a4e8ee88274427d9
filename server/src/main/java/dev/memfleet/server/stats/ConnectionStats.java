package dev.memfleet.server.stats;

/**
 * One open connection or listener for {@code stats conns}.
 *
 * @param id a small number, as a file descriptor would be
 * @param address the peer's address, or a listener's own
 * @param listenAddress where it was accepted; empty for a listener
 * @param state memcached's name of its state
 * @param idleSeconds since its last command, or since a listener was opened
 */
public record ConnectionStats(
    int id, String address, String listenAddress, String state, long idleSeconds) {

  /** The same connection in another state. */
  ConnectionStats withState(String other) {
    return new ConnectionStats(id, address, listenAddress, other, idleSeconds);
  }

  static final StatsTable<ConnectionStats> TABLE =
      new StatsTable<ConnectionStats>()
          .when(connection -> connection.address.startsWith("udp"))
          .text("UDP", connection -> "UDP")
          .always()
          .text("addr", ConnectionStats::address)
          .when(connection -> !connection.listenAddress.isEmpty())
          .text("listen_addr", ConnectionStats::listenAddress)
          .always()
          .text("state", ConnectionStats::state)
          .number("secs_since_last_cmd", ConnectionStats::idleSeconds);
}
