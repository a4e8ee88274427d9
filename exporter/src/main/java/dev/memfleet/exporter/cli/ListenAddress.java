package dev.memfleet.exporter.cli;

import dev.memfleet.exporter.node.HostPort;
import dev.memfleet.exporter.yaml.Quoted;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * An address on which the agent serves HTTP.
 *
 * @param host a name or an address without brackets; empty for all interfaces
 * @param port 0 lets the system choose
 */
public record ListenAddress(String host, int port) {
  /**
   * Reads {@code :9150}, {@code host:port} or {@code [ipv6]:port}.
   *
   * @throws IllegalArgumentException saying what is wrong and what is expected
   */
  public static ListenAddress parse(String text) {
    try {
      HostPort parts = HostPort.parse(text);
      int port = parts.port().orElseThrow(() -> new IllegalArgumentException("no port"));
      return new ListenAddress(parts.host(), port);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s: %s (expected :port, host:port or [ipv6]:port)"
              .formatted(Quoted.text(text), e.getMessage()),
          e);
    }
  }

  /**
   * The socket address to bind to.
   *
   * @throws UnknownHostException when the host does not resolve
   */
  public InetSocketAddress socketAddress() throws UnknownHostException {
    return host.isEmpty()
        ? new InetSocketAddress(port)
        : new InetSocketAddress(InetAddress.getByName(host), port);
  }

  @Override
  public String toString() {
    return HostPort.format(host, port);
  }
}
