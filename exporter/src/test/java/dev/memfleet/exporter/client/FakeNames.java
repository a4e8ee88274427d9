package dev.memfleet.exporter.client;

import dev.memfleet.exporter.client.Resolver.NameService;
import dev.memfleet.exporter.dns.HostLookUp.HostAddresses;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/** Answers of a name service. */
final class FakeNames {
  private FakeNames() {}

  /** Leads every name to these addresses. */
  static NameService of(InetAddress... addresses) {
    return name -> found(addresses);
  }

  /** These addresses, for the longest time. */
  static Future<HostAddresses> found(InetAddress... addresses) {
    return found(Duration.ofHours(1), addresses);
  }

  static Future<HostAddresses> found(Duration ttl, InetAddress... addresses) {
    return Future.succeededFuture(new HostAddresses(List.of(addresses), ttl, true));
  }

  /** 127.0.0.x. */
  static InetAddress loopback(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
