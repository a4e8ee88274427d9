package dev.memfleet.server.net;

import io.netty.channel.unix.DomainSocketAddress;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Socket addresses as {@code stats conns} and events show them. */
final class Addresses {
  private Addresses() {}

  /** {@code tcp:host:port}, {@code tcp6:[host]:port} or {@code unix:path}. */
  static String text(@Nullable SocketAddress address) {
    if (address instanceof InetSocketAddress inet) {
      String host = inet.getAddress().getHostAddress();
      return inet.getAddress() instanceof Inet6Address
          ? "tcp6:[" + compressed(host) + "]:" + inet.getPort()
          : "tcp:" + host + ":" + inet.getPort();
    }
    if (address instanceof DomainSocketAddress unix && !unix.path().isEmpty()) {
      return "unix:" + unix.path();
    }
    return "?:<AF 0>";
  }

  /** As the events of connections show a client's address. */
  static String event(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress remote
        ? "rip="
            + remote.getAddress().getHostAddress()
            + " rport="
            + remote.getPort()
            + " transport=tcp"
        : "rip=unix rport=0 transport=local";
  }

  private static String compressed(String host) {
    int zone = host.indexOf('%');
    String plain = zone < 0 ? host : host.substring(0, zone);
    return plain.replaceFirst("(^|:)(0(:|$)){2,}", "::");
  }
}
