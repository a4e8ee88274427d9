package dev.memfleet.server.net;

import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address to bind, and the addresses of this machine that accept connections there: a wildcard
 * socket takes both families, even if only one was asked for.
 *
 * @param hosts those asked for, {@code 0.0.0.0} and {@code ::} among them; none for all
 */
record ListenAddress(SocketAddress address, List<InetAddress> hosts) {
  static final String ANY_V4 = "0.0.0.0";
  static final String ANY_V6 = "::";

  ListenAddress {
    hosts = List.copyOf(hosts);
  }

  /** An address that accepts every connection. */
  static ListenAddress open(SocketAddress address) {
    return new ListenAddress(address, List.of());
  }

  static boolean isAny(SocketAddress address) {
    return address.host().equals(ANY_V4) || address.host().equals(ANY_V6);
  }

  /** Whether a connection to this address of the machine was asked for. */
  boolean admits(java.net.@Nullable SocketAddress local) {
    if (hosts.isEmpty()) {
      return true;
    }
    return local instanceof InetSocketAddress inet
        && hosts.stream().anyMatch(host -> stands(host, inet.getAddress()));
  }

  private static boolean stands(InetAddress host, InetAddress local) {
    return host.isAnyLocalAddress() ? host.getClass() == local.getClass() : host.equals(local);
  }
}
