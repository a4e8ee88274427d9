package dev.memfleet.exporter.alerts;

import dev.memfleet.exporter.dashboards.PrometheusStack;
import dev.memfleet.exporter.peer.CacheNode;
import java.util.List;
import java.util.Set;

/**
 * Traffic on every node of a stack, each with a trouble of its own: one is much busier than its
 * pool and gets flushed, one restarts, one has more clients than it allows, one is too small for
 * its data. The pool sessions misses every other get. The agent's certificate has ten days left.
 */
final class BadDay implements AutoCloseable {
  private final CacheNode busy;
  private final CacheNode restarted;
  private final CacheNode crowded;
  private final CacheNode full;
  private final String deadAddress;
  private final String agentAddress;
  private final List<Traffic> traffic;

  /** Starts at once. */
  BadDay(PrometheusStack stack) {
    busy = stack.nodes().get(0);
    restarted = stack.nodes().get(1);
    CacheNode quiet = stack.nodes().get(2);
    crowded = stack.nodes().get(3);
    full = stack.nodes().get(4);
    deadAddress = stack.deadAddress();
    agentAddress = stack.agentAddress();
    traffic =
        List.of(
            Requests.gets(busy.port(), 60, 60),
            Requests.gets(restarted.port(), 2, 2),
            Requests.gets(quiet.port(), 2, 2),
            Requests.gets(crowded.port(), 2, 2),
            new Requests(full.port(), BadDay::newItems),
            new Crowd(crowded.port()));
  }

  void flush() {
    busy.flush();
  }

  void restart() {
    restarted.restart();
  }

  /** What should fire, each with its instance or pool. */
  Set<String> alerts() {
    return Set.of(
        "MemcachedNodeDown " + deadAddress,
        "MemcachedRestarted " + restarted.address(),
        "MemcachedFlushed " + busy.address(),
        "MemcachedTrafficImbalance " + busy.address(),
        "MemcachedHitRatioDropped sessions",
        "MemcachedHitRatioCollapsed sessions",
        "MemcachedConnectionsNearLimit " + crowded.address(),
        "MemcachedConnectionsRefused " + crowded.address(),
        "MemcachedConnectFailing " + crowded.address(),
        "MemcachedEvictingYoungItems " + full.address(),
        "MemcachedItemsTooLarge " + full.address(),
        "MemcachedCertificateExpiring " + agentAddress);
  }

  /** Twenty items with new keys, and now and then one too large. */
  private static String newItems(int round) {
    StringBuilder text = new StringBuilder();
    for (int item = 0; item < 20; item++) {
      text.append(store("item" + (20 * round + item), 10_000));
    }
    return round % 10 == 0 ? text.append(store("large", 2 << 20)).toString() : text.toString();
  }

  private static String store(String key, int size) {
    return "set " + key + " 0 0 " + size + "\r\n" + "x".repeat(size) + "\r\n";
  }

  @Override
  public void close() {
    traffic.forEach(Traffic::close);
  }
}
