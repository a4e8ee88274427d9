package dev.memfleet.server.net;

import dev.memfleet.server.net.tls.Security;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address to bind, and the addresses of this machine that accept connections there: a wildcard
 * socket takes both families, even if only one was asked for.
 *
 * @param hosts those asked for, {@code 0.0.0.0} and {@code ::} among them, the first that stands
 *     for an address deciding; none for all
 * @param security of connections to an address with no hosts
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

  /** How a connection to this address of the machine is secured; null if it was not asked for. */
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
