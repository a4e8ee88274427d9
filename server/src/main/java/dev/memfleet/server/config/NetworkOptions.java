package dev.memfleet.server.config;

import java.util.List;

/**
 * Where and how the server listens.
 *
 * @param port TCP port; 0 for none, -1 for any free one
 * @param udpPort UDP port; 0 for none, -1 for any free one
 * @param interfaces hosts to bind, each with an optional port and a prefix for its encryption;
 *     empty means all addresses
 * @param socketPath unix socket, instead of TCP; empty for none
 * @param socketMask access mask of the unix socket
 * @param backlog length of the accept queue
 * @param maxConnections limit of connections, counting memcached's own descriptors
 * @param maxConnectionsFast refuse connections over the limit with an error, else pause accepting
 * @param threads event loops
 * @param requestsPerEvent requests of a connection served before it yields to others
 * @param idleTimeoutSeconds seconds until an idle connection is closed; 0 for never
 */
public record NetworkOptions(
    int port,
    int udpPort,
    List<String> interfaces,
    String socketPath,
    int socketMask,
    int backlog,
    int maxConnections,
    boolean maxConnectionsFast,
    int threads,
    int requestsPerEvent,
    int idleTimeoutSeconds) {

  public NetworkOptions {
    interfaces = List.copyOf(interfaces);
  }

  /** A copy of these options with the UDP port as the port to bind. */
  public NetworkOptions ofUdp() {
    return new NetworkOptions(
        udpPort,
        udpPort,
        interfaces,
        socketPath,
        socketMask,
        backlog,
        maxConnections,
        maxConnectionsFast,
        threads,
        requestsPerEvent,
        idleTimeoutSeconds);
  }

  /** Whether the server takes datagrams; a unix socket excludes them. */
  public boolean takesDatagrams() {
    return udpPort != 0 && socketPath.isEmpty();
  }
}
