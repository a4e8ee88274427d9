package dev.memfleet.exporter.dns;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Resolves hosts as the system does: first the hosts file, then A and AAAA records from the name
 * servers of {@code resolv.conf}, with its search domains. Both files are reloaded when they
 * change.
 */
public final class HostLookUp {
  /** The JDK's system property for another hosts file. */
  private static final String HOSTS_PROPERTY = "jdk.net.hosts.file";

  /** The lifetime of an address from the hosts file. */
  static final Duration DEFAULT_TTL = Duration.ofMinutes(1);

  private final Vertx vertx;
  private final DnsLookUp dns;
  private final ChangingFile<HostsFile> hosts;
  private final ChangingFile<ResolvConf> resolvConf;

  /**
   * The addresses of a host.
   *
   * @param addresses one or more, IPv4 first
   * @param ttl their time to live
   * @param complete whether these are all; false when only one of A and AAAA was answered
   */
  public record HostAddresses(List<InetAddress> addresses, Duration ttl, boolean complete) {
    public HostAddresses {
      addresses = List.copyOf(addresses);
    }
  }

  public HostLookUp(Vertx vertx) {
    this(
        vertx,
        Path.of(System.getProperty(HOSTS_PROPERTY, "/etc/hosts")),
        Path.of("/etc/resolv.conf"));
  }

  HostLookUp(Vertx vertx, Path hosts, Path resolvConf) {
    this.vertx = vertx;
    this.dns = new DnsLookUp(vertx);
    this.hosts = new ChangingFile<>(hosts, HostsFile::parse);
    this.resolvConf = new ChangingFile<>(resolvConf, ResolvConf::parse);
  }

  /** The addresses of a host; fails with a {@link DnsException}, also when it has none. */
  public Future<HostAddresses> find(String host) {
    return ResolverThread.run(vertx, () -> local(host))
        .recover(cause -> Future.failedFuture(DnsLookUp.named(host, cause)));
  }

  private Future<HostAddresses> local(String host) {
    try {
      List<InetAddress> known = hosts.current().addresses(host);
      if (!known.isEmpty()) {
        return Future.succeededFuture(new HostAddresses(known, DEFAULT_TTL, true));
      }
      ResolvConf resolver = resolvConf.current();
      return DnsLookUp.first(resolver.candidates(host), name -> both(name, resolver));
    } catch (IOException e) {
      return Future.failedFuture(DnsException.of(host + ": cannot read " + e.getMessage()));
    }
  }

  /** Queries A and AAAA at the same time; fails when neither has an address. */
  private Future<HostAddresses> both(String name, ResolvConf resolver) {
    Future<DnsLookUp.Records> v4 = dns.ask(name, RecordType.A, resolver, resolver.timeout());
    Future<DnsLookUp.Records> v6 = dns.ask(name, RecordType.AAAA, resolver, resolver.timeout());
    return Future.join(v4, v6).transform(ignored -> joined(name, v4, v6));
  }

  private static Future<HostAddresses> joined(
      String name, Future<DnsLookUp.Records> v4, Future<DnsLookUp.Records> v6) {
    List<InetAddress> addresses = new ArrayList<>();
    Duration ttl = DEFAULT_TTL;
    for (Future<DnsLookUp.Records> one : List.of(v4, v6)) {
      if (one.succeeded() && !one.result().records().isEmpty()) {
        one.result().records().forEach(record -> addresses.add(literal(record.host())));
        ttl = one.result().ttl().compareTo(ttl) < 0 ? one.result().ttl() : ttl;
      }
    }
    boolean complete = v4.succeeded() && v6.succeeded();
    if (!addresses.isEmpty()) {
      return Future.succeededFuture(new HostAddresses(addresses, ttl, complete));
    }
    return complete
        ? Future.failedFuture(DnsException.of(name + ": no address"))
        : Future.failedFuture(v4.failed() ? v4.cause() : v6.cause());
  }

  private static InetAddress literal(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
