package dev.memfleet.exporter.http.pages;

import dev.memfleet.exporter.http.server.BadRequestException;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.status.FleetStatus;
import dev.memfleet.exporter.status.NodeRow;
import dev.memfleet.exporter.yaml.Quoted;
import java.util.Optional;

/**
 * A node named in a path.
 *
 * @param socket for a unix socket, the path with a slash in front, because a proxy may have merged
 *     the two slashes of {@code /nodes//path}; else the same address
 */
public record NodeInPath(NodeAddress address, NodeAddress socket) {
  /**
   * Parses the part of a path.
   *
   * @throws BadRequestException when it is no address
   */
  public static NodeInPath of(String text) throws BadRequestException {
    try {
      NodeAddress address = NodeAddress.parse(text);
      return new NodeInPath(address, address.isUnix() ? NodeAddress.parse("/" + text) : address);
    } catch (IllegalArgumentException malformed) {
      throw new BadRequestException(404, String.valueOf(malformed.getMessage()));
    }
  }

  /**
   * The node's row.
   *
   * @throws BadRequestException when the agent does not watch it
   */
  public NodeRow in(FleetStatus status) throws BadRequestException {
    Optional<NodeRow> row = status.node(address).or(() -> status.node(socket));
    return row.orElseThrow(() -> unwatched(address));
  }

  /** The error for a node that the agent does not watch. */
  public static BadRequestException unwatched(NodeAddress address) {
    return new BadRequestException(
        404, Quoted.text(address.toString()) + ": the agent watches no such node");
  }

  /**
   * Parses the parameter {@code target}.
   *
   * @throws BadRequestException when it is no address
   */
  public static NodeAddress target(String text) throws BadRequestException {
    try {
      return NodeAddress.parse(text);
    } catch (IllegalArgumentException malformed) {
      throw new BadRequestException("target: " + malformed.getMessage());
    }
  }
}
