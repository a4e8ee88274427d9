package dev.memfleet.exporter.dashboards;

import dev.memfleet.exporter.peer.CacheNode;
import java.util.ArrayList;
import java.util.List;

/** Traffic on every node of a stack, more on the first of each pool, and a bad day for some. */
public final class Workload implements AutoCloseable {
  private final PrometheusStack stack;
  private final List<Traffic> traffic = new ArrayList<>();

  /** Starts at once. */
  public Workload(PrometheusStack stack) {
    this.stack = stack;
    for (CacheNode node : stack.nodes()) {
      boolean busy = node == stack.nodes().get(0) || node == stack.nodes().get(3);
      traffic.add(new Traffic(node.port(), busy ? 60 : 20, node.port()));
    }
  }

  /**
   * Waits until a full node evicts, then flushes one and looks into it, crowds one, restarts one.
   */
  public void haveIncidents() {
    stack.await("sum(memcached_items_evicted_total{pool=\"pages\"}) > 0");
    stack.nodes().get(0).flush();
    stack.nodes().get(3).crowd(100);
    stack.nodes().get(1).restart();
    storeWhatIsNeverRead(stack.nodes().get(0));
    stack.await("increase(memcached_commands_total{command=\"flush\"}[1m]) > 0");
    stack.await("increase(memcached_connections_rejected_total[1m]) > 0");
    stack.await("resets(memcached_uptime_seconds[1m]) > 0");
    stack.lookInto(stack.nodes().get(0), "watch");
    stack.lookInto(stack.nodes().get(0), "dump");
  }

  /** A fifth of the memory of a node that is empty. */
  private static void storeWhatIsNeverRead(CacheNode node) {
    StringBuilder requests = new StringBuilder();
    String value = "x".repeat(2000);
    for (int i = 0; i < 3000; i++) {
      requests.append("set log:").append(i).append(" 0 0 2000 noreply\r\n").append(value);
      requests.append("\r\n");
    }
    node.exchange(requests + "mn\r\n", 1);
  }

  @Override
  public void close() {
    traffic.forEach(Traffic::close);
  }
}
