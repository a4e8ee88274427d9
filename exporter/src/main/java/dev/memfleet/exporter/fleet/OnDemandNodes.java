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
 * Nodes that are not configured but scraped. Each keeps its connection while it is scraped now and
 * then, never its last result; the least recently used ones go first. Confined to one event loop.
 */
final class OnDemandNodes {
  static final Duration IDLE = Duration.ofMinutes(5);
  static final int MOST = 4096;

  private final Confinement loop = new Confinement();
  private final Vertx vertx;
  private final Polling polling;
  private final Map<Asked, Used> nodes = new LinkedHashMap<>(16, 0.75f, true);
  private final LongSupplier nanoTime;
  private final long sweeper;

  private record Asked(NodeAddress address, Profile profile) {}

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
   * A node to ask in this way.
   *
   * @param allowed the only IP addresses to connect to
   */
  Node get(NodeAddress address, Profile profile, Predicate<InetAddress> allowed) {
    loop.check();
    Asked asked = new Asked(address, profile);
    Used last = nodes.get(asked);
    Node node = last == null ? new Node(address, profile, allowed, false, polling) : last.node;
    nodes.put(asked, new Used(node, nanoTime.getAsLong()));
    if (nodes.size() > MOST) {
      closeFirst(nodes.values().iterator());
    }
    return node;
  }

  private void sweep() {
    closeIdle();
    polling.failedTargets().summarize();
  }

  /** Closes the nodes that were not asked for lately. */
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

  /** Forgets them all: what was allowed may no longer be. */
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
