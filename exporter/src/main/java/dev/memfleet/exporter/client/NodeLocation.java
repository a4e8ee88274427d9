package dev.memfleet.exporter.client;

import dev.memfleet.exporter.dns.HostLookUp.HostAddresses;
import dev.memfleet.exporter.node.NodeAddress;
import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The current addresses of one node's name.
 *
 * <p>A poll that opens a connection always looks the name up. An open connection is kept while its
 * address is among those of the name, which is looked up again when the records expire, after
 * {@link #MAX_AGE} at most. A connect probe uses the addresses that are still valid, so that it
 * measures the machine that is polled. The address in use comes first: if a name has several, the
 * node stays the same machine as long as possible.
 *
 * <p>Confined to the event loop of the {@link Resolver}.
 */
final class NodeLocation {
  /** Upper limit for the lifetime of an address, whatever the TTL of its records. */
  static final Duration MAX_AGE = Duration.ofMinutes(1);

  /** Time until the next look-up after a failed one. */
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

  /** The share of a poll's time that a look-up may take while a connection is open: one quarter. */
  private static final int TIMEOUT_DIVISOR = 4;

  private final Resolver resolver;
  private final NodeAddress node;
  private final Predicate<InetAddress> allowed;
  private List<InetAddress> known = List.of();
  private boolean knownComplete;
  private @Nullable InetAddress inUse;
  private long validUntil = System.nanoTime();

  /**
   * @param allowed the only IP addresses to connect to
   */
  NodeLocation(Resolver resolver, NodeAddress node, Predicate<InetAddress> allowed) {
    this.resolver = resolver;
    this.node = node;
    this.allowed = allowed;
  }

  /** Whether the records have expired; never true for an IP address. */
  boolean due() {
    return !node.isIp() && !node.isUnix() && System.nanoTime() - validUntil >= 0;
  }

  /** The addresses to connect to, looked up now; fails with a {@link PollException}. */
  Future<List<InetAddress>> lookUp(Deadline deadline) {
    return resolver.withDeadline(node, query(), deadline).compose(found -> allowed());
  }

  /** The addresses to connect to; looked up only when the records have expired. */
  Future<List<InetAddress>> current(Deadline deadline) {
    return known.isEmpty() || due() ? lookUp(deadline) : allowed();
  }

  /**
   * Looks the name up again, and waits for a share of the time left, so that a failing name server
   * does not fail the poll of a node that answers. A later result counts for the next poll.
   */
  Future<Void> refresh(Deadline deadline) {
    validUntil = System.nanoTime() + AFTER_FAILURE.toNanos();
    return resolver
        .withDeadline(node, query(), deadline.share(TIMEOUT_DIVISOR))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  /** Whether the last known records no longer contain the address in use. */
  boolean hasMoved() {
    return knownComplete && inUse != null && !known.contains(inUse);
  }

  private Future<HostAddresses> query() {
    return resolver.find(node).onSuccess(this::update);
  }

  /** Records the address of the polling connection. */
  void connected(SocketAddress remote) {
    inUse = remote.isInetSocket() ? ip(remote.hostAddress()) : null;
  }

  /** Does not block. */
  private static InetAddress ip(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void update(HostAddresses found) {
    known = found.addresses();
    knownComplete = found.complete();
    Duration holds = found.ttl().compareTo(MAX_AGE) < 0 ? found.ttl() : MAX_AGE;
    validUntil = System.nanoTime() + holds.toNanos();
  }

  private Future<List<InetAddress>> allowed() {
    List<InetAddress> within = new ArrayList<>(known.stream().filter(allowed).toList());
    if (within.isEmpty()) {
      return Future.failedFuture(
          new PollException(FailureReason.FORBIDDEN, node + " resolves to no allowed address"));
    }
    if (inUse != null && within.remove(inUse)) {
      within.add(0, inUse);
    }
    return Future.succeededFuture(within);
  }
}
