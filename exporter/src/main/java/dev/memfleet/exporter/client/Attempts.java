package dev.memfleet.exporter.client;

import dev.memfleet.exporter.node.HostPort;
import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Connects to the first of several addresses that accepts a connection. */
public final class Attempts {
  private Attempts() {}

  /** Opens a connection. */
  public interface Opening<T> {
    /**
     * Tries one address.
     *
     * @param timeoutMillis its share of the remaining time
     */
    Future<T> open(SocketAddress address, int timeoutMillis);
  }

  /**
   * Tries the addresses in order, each with its share of the remaining time; fails with a {@link
   * PollException} for the last address, or with a {@link TimeoutException} after the deadline.
   */
  public static <T> Future<T> first(
      List<SocketAddress> addresses, Deadline deadline, Opening<T> opening) {
    SocketAddress next = addresses.get(0);
    List<SocketAddress> others = addresses.subList(1, addresses.size());
    long share = deadline.remainingMillis() / addresses.size() + (others.isEmpty() ? 0 : 1);
    return opening
        .open(next, (int) Math.min(Integer.MAX_VALUE, share))
        .recover(
            cause ->
                !others.isEmpty() && !deadline.passed()
                    ? first(others, deadline, opening)
                    : Future.failedFuture(failed(next, cause, deadline)));
  }

  private static Exception failed(SocketAddress address, Throwable cause, Deadline deadline) {
    FailureReason reason = FailureReason.ofConnect(cause);
    if (reason != FailureReason.TLS && reason != FailureReason.RESOURCES && deadline.passed()) {
      return new TimeoutException();
    }
    if (reason == FailureReason.RESOURCES) {
      return new PollException(reason, FailureReason.missingResource(cause).orElseThrow());
    }
    return new PollException(
        reason,
        reason == FailureReason.TLS
            ? TlsHandshake.text(cause)
            : "cannot connect to " + text(address) + ": " + Connector.text(cause));
  }

  /** The address without its host name. */
  static String text(SocketAddress address) {
    return address.isInetSocket()
        ? HostPort.format(address.hostAddress(), address.port())
        : address.path();
  }

  /** An address with the name that its certificate must contain. */
  public static SocketAddress named(String name, InetAddress ip, int port) {
    try {
      InetAddress named =
          ip instanceof Inet6Address zoned
              ? Inet6Address.getByAddress(name, ip.getAddress(), zoned.getScopeId())
              : InetAddress.getByAddress(name, ip.getAddress());
      return SocketAddress.inetSocketAddress(new InetSocketAddress(named, port));
    } catch (UnknownHostException wrongLength) {
      throw new IllegalArgumentException(wrongLength);
    }
  }
}
