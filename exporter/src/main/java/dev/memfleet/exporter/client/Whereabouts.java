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
 * Where the name of one node leads.
 *
 * <p>A new connection of a poll looks the name up in any case. A connection that is open stays as
 * long as its address is among the name's, and that is looked up again when the records have lived,
 * {@link #LONGEST} at most. A connect probe takes the addresses that still hold, so that it
 * measures the machine that is polled. An address that is in use comes first: where a name has
 * several, the node is the same machine for as long as that can be.
 *
 * <p>Confined to the event loop of the {@link Resolver}.
 */
final class Whereabouts {
  /** An address is looked up again after this time, however long its records live. */
  static final Duration LONGEST = Duration.ofMinutes(1);

  /** A name server that gave no answer is asked again after this time. */
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

  /** The part of a poll's time that a look-up beside an open connection may take: one quarter. */
  private static final int PATIENCE = 4;

  private final Resolver resolver;
  private final NodeAddress node;
  private final Predicate<InetAddress> allowed;
  private List<InetAddress> known = List.of();
  private boolean knownWhole;
  private @Nullable InetAddress inUse;
  private long holdsUntil = System.nanoTime();

  /**
   * @param allowed the only IP addresses to connect to
   */
  Whereabouts(Resolver resolver, NodeAddress node, Predicate<InetAddress> allowed) {
    this.resolver = resolver;
    this.node = node;
    this.allowed = allowed;
  }

  /** Whether the records have lived; never without a name. */
  boolean due() {
    return !node.isIp() && !node.isUnix() && System.nanoTime() - holdsUntil >= 0;
  }

  /** The addresses to connect to, looked up now; fails with a {@link PollException}. */
  Future<List<InetAddress>> lookUp(Deadline deadline) {
    return resolver.inTime(node, look(), deadline).compose(found -> allowed());
  }

  /** The addresses to connect to; looked up only when those of before have lived. */
  Future<List<InetAddress>> current(Deadline deadline) {
    return known.isEmpty() || due() ? lookUp(deadline) : allowed();
  }

  /**
   * Looks the name up again, and waits for a part of the time that is left: a node that answers is
   * not lost to a name server that does not. What comes later counts for the next poll.
   */
  Future<Void> lookAgain(Deadline deadline) {
    holdsUntil = System.nanoTime() + AFTER_FAILURE.toNanos();
    return resolver
        .inTime(node, look(), deadline.share(PATIENCE))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  /** Whether the address in use is none of the name's any more, as far as is known. */
  boolean hasMoved() {
    return knownWhole && inUse != null && !known.contains(inUse);
  }

  private Future<HostAddresses> look() {
    return resolver.find(node).onSuccess(this::learn);
  }

  /** Notes the address of the connection that polls. */
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

  private void learn(HostAddresses found) {
    known = found.addresses();
    knownWhole = found.whole();
    Duration holds = found.ttl().compareTo(LONGEST) < 0 ? found.ttl() : LONGEST;
    holdsUntil = System.nanoTime() + holds.toNanos();
  }

  private Future<List<InetAddress>> allowed() {
    List<InetAddress> within = new ArrayList<>(known.stream().filter(allowed).toList());
    if (within.isEmpty()) {
      return Future.failedFuture(
          new PollException(FailureReason.FORBIDDEN, node + " is at no address that is allowed"));
    }
    if (inUse != null && within.remove(inUse)) {
      within.add(0, inUse);
    }
    return Future.succeededFuture(within);
  }
}
