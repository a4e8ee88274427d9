package dev.memfleet.exporter.dashboards;

import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.CacheNode;
import dev.memfleet.exporter.peer.Daemon;
import dev.memfleet.exporter.peer.FleetFile;
import dev.memfleet.exporter.peer.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The real thing on loopback: three memcacheds and two reference servers in two pools, an address
 * where nothing listens, the agent watching them all, and Prometheus scraping it over TLS.
 */
public final class PrometheusStack implements AutoCloseable {
  private static final int DEAD_PORT = Daemon.freePort();

  private final Path folder;
  private final Installation installation;
  private final List<CacheNode> nodes = new ArrayList<>();
  private @Nullable Agent agent;
  private @Nullable RunningPrometheus prometheus;

  /**
   * Starts the nodes and the agent.
   *
   * @param folder for configuration, logs and Prometheus' data
   */
  public PrometheusStack(Path folder) {
    this(folder, Installation.ALONE);
  }

  /**
   * Starts the nodes and the agent.
   *
   * @param folder for configuration, logs and Prometheus' data
   * @param installation the nodes' further labels
   */
  public PrometheusStack(Path folder, Installation installation) {
    this.folder = folder;
    this.installation = installation;
    try {
      startNodes();
      startAgent();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void startNodes() {
    nodes.add(CacheNode.memcached(folder, "sessions", "-m", "64", "-D", ":", "-o", "track_sizes"));
    nodes.add(CacheNode.memcached(folder, "sessions", "-m", "32"));
    nodes.add(CacheNode.reference(folder, "sessions", "-m", "64"));
    nodes.add(CacheNode.memcached(folder, "pages", "-m", "8", "-c", "48", "-o", "temporary_ttl=1"));
    nodes.add(CacheNode.reference(folder, "pages", "-m", "8"));
  }

  private void startAgent() {
    StringBuilder fleet =
        new StringBuilder(
            "poll:\n  interval: 500ms\n  timeout: 5s\n  connect_probe_interval: 2s\nnodes:\n");
    for (CacheNode node : nodes) {
      fleet.append(entry(node.address(), labels(node)));
      if (node == nodes.get(0)) {
        fleet.append("    profile: detailed\n");
      }
    }
    fleet.append(entry(deadAddress(), deadLabels()));
    fleet.append("insight: {nodes: ['*'], window: 3s, dump: {keyspace_metrics: true}}\n");
    fleet.append("profiles:\n  detailed:\n    canary_interval: 1s\n");
    fleet.append("    collectors: [stats, settings, items, slabs, conns, sizes, detail]\n");
    Path file = FleetFile.replace(folder.resolve("fleet.yml"), fleet.toString());
    agent = Wire.TLS.start(folder, new String[0], "--config.file=" + file);
  }

  private static String entry(String address, Map<String, String> labels) {
    String text = labels.toString().replace("=", ": ");
    return "  - address: " + address + "\n    labels: " + text + "\n";
  }

  /** The labels that the fleet file gives to a node. */
  Map<String, String> labels(CacheNode node) {
    return installation.labels(nodes.indexOf(node), node.pool());
  }

  /** The labels of the address where nothing listens. */
  Map<String, String> deadLabels() {
    return installation.labels(nodes.size(), "pages");
  }

  /** Starts Prometheus, over what {@link #data()} holds already. */
  public void startPrometheus(List<Path> rules) {
    StringBuilder config = new StringBuilder();
    config.append("global: {scrape_interval: 1s, evaluation_interval: 1s}\nrule_files:\n");
    rules.forEach(file -> config.append("  - ").append(file.toAbsolutePath()).append('\n'));
    config.append("scrape_configs:\n  - job_name: memcached\n    honor_labels: true\n");
    config.append("    scheme: https\n    tls_config: {insecure_skip_verify: true}\n");
    config.append("    static_configs: [{targets: ['").append(agentAddress()).append("']}]\n");
    prometheus = RunningPrometheus.start(folder, config.toString());
  }

  /**
   * Lets the agent watch a node for a window, or dump it, and waits until Prometheus has seen that.
   *
   * @param kind {@code watch} or {@code dump}
   */
  void lookInto(CacheNode node, String kind) {
    int port = Integer.parseInt(agentAddress().substring(agentAddress().indexOf(':') + 1));
    String request =
        "POST /insight/run?target=%s&kind=%s HTTP/1.1\r\nHost: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            .formatted(node.address(), kind, agentAddress());
    try (Socket socket = Wire.TLS.connect(port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      if (!answer.startsWith("HTTP/1.1 202 ")) {
        throw new IllegalStateException(answer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await(
        "memcached_insight_last_success_timestamp_seconds{instance=\"%s\", kind=\"%s\"}"
            .formatted(node.address(), kind));
  }

  /** Waits until an expression has an answer. */
  public void await(String expression) {
    running().await(expression);
  }

  /** Waits for a condition. */
  public void await(String what, BooleanSupplier condition) {
    running().daemon().await(what, condition);
  }

  /** Prometheus' storage; before it starts, blocks can be put there. */
  public Path data() {
    return folder.resolve("data");
  }

  public Prometheus prometheus() {
    return running().api();
  }

  private RunningPrometheus running() {
    return Objects.requireNonNull(prometheus, "not started");
  }

  public String agentAddress() {
    return Objects.requireNonNull(agent, "not started").address();
  }

  /** The nodes that can be reached: three in the pool sessions, then two in the pool pages. */
  public List<CacheNode> nodes() {
    return nodes;
  }

  public String deadAddress() {
    return "127.0.0.1:" + DEAD_PORT;
  }

  @Override
  public void close() {
    if (prometheus != null) {
      prometheus.close();
    }
    if (agent != null) {
      agent.close();
    }
    nodes.forEach(CacheNode::close);
  }
}
