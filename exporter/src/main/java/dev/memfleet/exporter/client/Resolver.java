package dev.memfleet.exporter.client;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.memfleet.exporter.node.NodeAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds the addresses of hosts by the system's resolver (hosts file, search domains and all), anew
 * each time. Call it on one event loop.
 */
final class Resolver {
  private static final int THREADS = 16;

  static {
    Security.setProperty("networkaddress.cache.ttl", "0");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
  }

  private final WorkerExecutor threads;
  private final NameService names;

  /** Look-ups under way: a name that takes long is not looked up twice at a time. */
  private final Map<String, Future<InetAddress[]>> lookUps = new HashMap<>();

  /** Finds the addresses of a name; may block. */
  interface NameService {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  Resolver(Vertx vertx, NameService names) {
    this.threads = vertx.createSharedWorkerExecutor("resolver", THREADS);
    this.names = names;
  }

  /** The addresses of the host of a node; fails with a {@link PollException}. */
  Future<InetAddress[]> addresses(NodeAddress node, Deadline deadline) {
    String host = node.host();
    return (node.isIp() ? literal(host) : lookUp(host))
        .timeout(deadline.remainingMillis(), MILLISECONDS)
        .recover(
            cause ->
                Future.failedFuture(
                    new PollException(
                        FailureReason.DNS,
                        "cannot resolve " + node + ": " + Connector.text(cause))));
  }

  /** Does not block. */
  private static Future<InetAddress[]> literal(String address) {
    try {
      return Future.succeededFuture(InetAddress.getAllByName(address));
    } catch (UnknownHostException malformed) {
      return Future.failedFuture(malformed);
    }
  }

  private Future<InetAddress[]> lookUp(String host) {
    Future<InetAddress[]> underWay = lookUps.get(host);
    if (underWay != null) {
      return underWay;
    }
    Future<InetAddress[]> lookUp = threads.executeBlocking(() -> names.addresses(host), false);
    lookUps.put(host, lookUp);
    return lookUp.onComplete(end -> lookUps.remove(host));
  }
}
