package dev.memfleet.exporter.client;

import dev.memfleet.exporter.dns.HostLookUp;
import dev.memfleet.exporter.dns.HostLookUp.HostAddresses;
import dev.memfleet.exporter.node.NodeAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Resolves host names, with the lifetimes of the addresses. Confined to one event loop. */
public final class Resolver {
  /** The lifetime of a literal IP address: longer than any agent runs. */
  private static final Duration ALWAYS = Duration.ofDays(36_500);

  private final Confinement loop = new Confinement();
  private final NameService names;

  /** Look-ups in flight, so that a slow name is not looked up twice at the same time. */
  private final Map<String, Future<HostAddresses>> lookUps = new HashMap<>();

  /** Resolves a name, and completes on the event loop. */
  interface NameService {
    Future<HostAddresses> find(String host);
  }

  Resolver(Vertx vertx) {
    this(new HostLookUp(vertx)::find);
  }

  Resolver(NameService names) {
    this.names = names;
  }

  /** Like {@link #find}, within the deadline; fails with a {@link PollException}. */
  public Future<HostAddresses> addresses(NodeAddress node, Deadline deadline) {
    return withDeadline(node, find(node), deadline);
  }

  /** The addresses of a node's host, with no deadline. */
  Future<HostAddresses> find(NodeAddress node) {
    loop.check();
    return node.isIp() ? literal(node.host()) : lookUp(node.host());
  }

  /** The result of a look-up, or a {@link PollException}. */
  Future<HostAddresses> withDeadline(
      NodeAddress node, Future<HostAddresses> lookUp, Deadline deadline) {
    return deadline
        .limit(lookUp)
        .recover(
            cause ->
                Future.failedFuture(
                    new PollException(
                        FailureReason.DNS,
                        "cannot resolve " + node + ": " + Connector.text(cause))));
  }

  /** Does not block. */
  private static Future<HostAddresses> literal(String address) {
    try {
      return Future.succeededFuture(
          new HostAddresses(List.of(InetAddress.getByName(address)), ALWAYS, true));
    } catch (UnknownHostException malformed) {
      return Future.failedFuture(malformed);
    }
  }

  private Future<HostAddresses> lookUp(String host) {
    Future<HostAddresses> underWay = lookUps.get(host);
    if (underWay != null) {
      return underWay;
    }
    Future<HostAddresses> lookUp = names.find(host);
    if (!lookUp.isComplete()) {
      lookUps.put(host, lookUp);
      lookUp.onComplete(ignored -> lookUps.remove(host));
    }
    return lookUp;
  }
}
