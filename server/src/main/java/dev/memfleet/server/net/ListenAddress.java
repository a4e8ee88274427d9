package dev.memfleet.server.net;

import dev.memfleet.server.net.tls.Security;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address to bind, and the local addresses whose connections it accepts: a wildcard socket
 * receives connections of both IP families, even if only one was requested.
 *
 * @param hosts the requested addresses, {@code 0.0.0.0} and {@code ::} included; the first one that
 *     matches the local address of a connection decides how it is secured; if empty, every
 *     connection is accepted
 * @param security the security of connections if {@code hosts} is empty
 */
record ListenAddress(SocketAddress address, List<Host> hosts, Security security) {
  static final String ANY_V4 = "0.0.0.0";
  static final String ANY_V6 = "::";

  /** One address asked for. */
  record Host(InetAddress address, Security security) {
    private boolean covers(InetAddress local) {
      return address.isAnyLocalAddress()
          ? address.getClass() == local.getClass()
          : address.equals(local);
    }
  }

  ListenAddress {
    hosts = List.copyOf(hosts);
  }

  /** An address that accepts every connection. */
  static ListenAddress open(SocketAddress address, Security security) {
    return new ListenAddress(address, List.of(), security);
  }

  static boolean isAny(SocketAddress address) {
    return address.host().equals(ANY_V4) || address.host().equals(ANY_V6);
  }

  /** How a connection to this local address is secured; null if the address was not requested. */
  @Nullable Security security(java.net.@Nullable SocketAddress local) {
    if (hosts.isEmpty()) {
      return security;
    }
    if (!(local instanceof InetSocketAddress inet)) {
      return null;
    }
    return hosts.stream()
        .filter(host -> host.covers(inet.getAddress()))
        .findFirst()
        .map(Host::security)
        .orElse(null);
  }
}
