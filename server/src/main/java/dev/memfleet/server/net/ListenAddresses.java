package dev.memfleet.server.net;

import dev.memfleet.server.config.NetworkOptions;
import dev.memfleet.server.net.tls.Security;
import io.netty.util.NetUtil;
import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns {@code -s}, {@code -l} and {@code -p} into addresses to bind. */
final class ListenAddresses {
  private ListenAddresses() {}

  /**
   * @throws UnknownHostException for a name without an address
   */
  static List<ListenAddress> of(NetworkOptions options) throws UnknownHostException {
    if (!options.socketPath().isEmpty()) {
      return List.of(
          ListenAddress.open(
              SocketAddress.domainSocketAddress(options.socketPath()), Security.PLAIN));
    }
    if (options.port() == 0) {
      return List.of();
    }
    if (options.interfaces().isEmpty()) {
      String host = hasIpv6() ? ListenAddress.ANY_V6 : ListenAddress.ANY_V4;
      return List.of(
          ListenAddress.open(anyPort(at(host, Math.max(0, options.port())), 0), Security.DEFAULT));
    }
    return merged(named(options));
  }

  /** An address that was asked for. */
  private record Named(SocketAddress address, Security security) {
    boolean sharesPort(Named other) {
      return address.equals(other.address)
          || (address.port() > 0 && address.port() == other.address.port());
    }

    boolean isAny() {
      return ListenAddress.isAny(address);
    }

    ListenAddress.Host host() {
      return new ListenAddress.Host(
          NetUtil.createInetAddressFromIpAddressString(address.host()), security);
    }
  }

  /** One socket for each port with a wildcard address, and one for each other address. */
  private static List<ListenAddress> merged(List<Named> named) {
    List<ListenAddress> merged = new ArrayList<>();
    for (Named one : named) {
      List<Named> besides = named.stream().filter(one::sharesPort).toList();
      Optional<Named> any =
          besides.stream().filter(Named::isAny).max(Comparator.comparing(at -> at.address.host()));
      SocketAddress bound = anyPort(one.address, merged.size());
      if (any.isEmpty()) {
        merged.add(ListenAddress.open(bound, one.security));
      } else if (any.get().equals(one)) {
        merged.add(new ListenAddress(bound, hosts(besides), one.security));
      }
    }
    return merged;
  }

  /** The hosts, sorted: specific addresses before wildcards. */
  private static List<ListenAddress.Host> hosts(List<Named> named) {
    return named.stream().sorted(Comparator.comparing(Named::isAny)).map(Named::host).toList();
  }

  private static List<Named> named(NetworkOptions options) throws UnknownHostException {
    List<Named> named = new ArrayList<>();
    for (String text : options.interfaces()) {
      Security security = Security.of(text);
      SocketAddress address =
          address(text.substring(security.prefix().length()), Math.max(0, options.port()));
      hosts(address.host())
          .map(host -> new Named(at(host, address.port()), security))
          .forEach(named::add);
    }
    return named;
  }

  /**
   * The host itself if it is an address, all its addresses if it is a name, all of the machine's if
   * it is {@code *}; as in memcached.
   */
  private static Stream<String> hosts(String host) throws UnknownHostException {
    if (host.equals("*")) {
      return Stream.of(ListenAddress.ANY_V4, ListenAddress.ANY_V6);
    }
    if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
      return Stream.of(host);
    }
    List<InetAddress> all = List.of(InetAddress.getAllByName(host));
    boolean ipv6 = hasIpv6() || all.stream().allMatch(Inet6Address.class::isInstance);
    return all.stream()
        .filter(address -> ipv6 || !(address instanceof Inet6Address))
        .map(NetUtil::toAddressString)
        .distinct();
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
    return at(host, chosen);
  }

  private static SocketAddress at(String host, int port) {
    return SocketAddress.inetSocketAddress(port, host);
  }

  /** Replaces a missing port by one that the system picks and all event loops share. */
  private static SocketAddress anyPort(SocketAddress address, int index) {
    return address.port() > 0 ? address : SocketAddress.sharedRandomPort(1 + index, address.host());
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
