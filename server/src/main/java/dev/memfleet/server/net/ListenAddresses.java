package dev.memfleet.server.net;

import dev.memfleet.server.config.NetworkOptions;
import io.netty.util.NetUtil;
import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/** Turns {@code -s}, {@code -l} and {@code -p} into addresses to bind. */
final class ListenAddresses {
  private ListenAddresses() {}

  static List<SocketAddress> of(NetworkOptions options) {
    if (!options.socketPath().isEmpty()) {
      return List.of(SocketAddress.domainSocketAddress(options.socketPath()));
    }
    if (options.port() == 0) {
      return List.of();
    }
    int port = Math.max(0, options.port());
    List<SocketAddress> addresses = new ArrayList<>();
    List<String> interfaces =
        options.interfaces().isEmpty()
            ? List.of(hasIpv6() ? "::" : "0.0.0.0")
            : options.interfaces();
    for (String text : interfaces) {
      SocketAddress address = address(text, port);
      addresses.add(address.port() > 0 ? address : anyPort(address, addresses.size()));
    }
    return addresses;
  }

  /** {@code host}, {@code host:port}, {@code [v6]} or {@code [v6]:port}; a bare v6 has no port. */
  private static SocketAddress address(String text, int port) {
    int colon = text.lastIndexOf(':');
    boolean bracketed = text.startsWith("[");
    boolean withPort =
        bracketed ? text.contains("]:") : colon >= 0 && !NetUtil.isValidIpV6Address(text);
    String host = withPort ? text.substring(0, colon) : text;
    if (bracketed) {
      host = host.substring(1, host.length() - 1);
    }
    int chosen = withPort ? Integer.parseInt(text.substring(colon + 1)) : port;
    return SocketAddress.inetSocketAddress(chosen, host.equals("*") ? "0.0.0.0" : host);
  }

  /** A port picked by the system, shared by all event loops under a number of its own. */
  private static SocketAddress anyPort(SocketAddress address, int index) {
    return SocketAddress.sharedRandomPort(1 + index, address.host());
  }

  private static boolean hasIpv6() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .anyMatch(Inet6Address.class::isInstance);
    } catch (SocketException e) {
      return false;
    }
  }
}
