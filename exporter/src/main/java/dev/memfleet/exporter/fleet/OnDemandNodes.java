package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.client.Confinement;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Profile;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Cache of nodes that are scraped on demand but not configured. Keeps the connection of each, never
 * its last result; evicts the least recently used. Confined to one event loop.
 */
final class OnDemandNodes {
  static final Duration IDLE = Duration.ofMinutes(5);
  static final int MAX_NODES = 4096;

  private final Confinement loop = new Confinement();
  private final Vertx vertx;
  private final Polling polling;
  private final Map<NodeKey, Used> nodes = new LinkedHashMap<>(16, 0.75f, true);
  private final LongSupplier nanoTime;
  private final long sweeper;

  private record NodeKey(NodeAddress address, Profile profile) {}

  private record Used(Node node, long nanoTime) {}

  /**
   * @param nanoTime the monotonic clock
   */
  OnDemandNodes(Vertx vertx, Polling polling, LongSupplier nanoTime) {
    this.vertx = vertx;
    this.polling = polling;
    this.nanoTime = nanoTime;
    this.sweeper = vertx.setPeriodic(IDLE.toMillis() / 5, timer -> sweep());
  }

  /**
   * The node for an address and profile.
   *
   * @param allowed the only IP addresses to connect to
   */
  Node get(NodeAddress address, Profile profile, Predicate<InetAddress> allowed) {
    loop.check();
    NodeKey key = new NodeKey(address, profile);
    Used last = nodes.get(key);
    Node node = last == null ? new Node(address, profile, allowed, false, polling) : last.node;
    nodes.put(key, new Used(node, nanoTime.getAsLong()));
    if (nodes.size() > MAX_NODES) {
      closeFirst(nodes.values().iterator());
    }
    return node;
  }

  private void sweep() {
    closeIdle();
    polling.failedTargets().summarize();
  }

  /** Closes the nodes that were not scraped lately. */
  void closeIdle() {
    loop.check();
    long now = nanoTime.getAsLong();
    Iterator<Used> leastRecent = nodes.values().iterator();
    while (leastRecent.hasNext()) {
      Used used = leastRecent.next();
      if (now - used.nanoTime < IDLE.toNanos()) {
        return;
      }
      leastRecent.remove();
      used.node.close();
    }
  }

  private static void closeFirst(Iterator<Used> nodes) {
    Used used = nodes.next();
    nodes.remove();
    used.node.close();
  }

  /** Drops all nodes, because what is allowed may have changed. */
  void clear() {
    loop.check();
    nodes.values().forEach(used -> used.node.close());
    nodes.clear();
  }

  void close() {
    vertx.cancelTimer(sweeper);
    clear();
  }
}
