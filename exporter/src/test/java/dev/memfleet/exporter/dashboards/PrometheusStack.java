package dev.memfleet.exporter.dashboards;

import dev.memfleet.exporter.peer.CacheNode;
import dev.memfleet.exporter.peer.Daemon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The real thing on loopback: three memcacheds and two reference servers in two pools, an address
 * where nobody listens, the agent watching them all, and Prometheus scraping it as documented.
 */
public final class PrometheusStack implements AutoCloseable {
  private static final int DEAD_PORT = Daemon.freePort();

  private final Path folder;
  private final List<CacheNode> nodes = new ArrayList<>();
  private final List<Daemon> daemons = new ArrayList<>();
  private final int agentPort = Daemon.freePort();
  private final int prometheusPort = Daemon.freePort();
  private final Prometheus prometheus = new Prometheus(prometheusPort);

  /**
   * Starts the nodes and the agent.
   *
   * @param folder for configuration, logs and Prometheus' data
   */
  public PrometheusStack(Path folder) {
    this.folder = folder;
    try {
      startNodes();
      startAgent();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void startNodes() {
    nodes.add(CacheNode.memcached(folder, "sessions", "-m", "64"));
    nodes.add(CacheNode.memcached(folder, "sessions", "-m", "32"));
    nodes.add(CacheNode.reference(folder, "sessions", "-m", "64"));
    nodes.add(CacheNode.memcached(folder, "pages", "-m", "8", "-c", "48", "-o", "temporary_ttl=1"));
    nodes.add(CacheNode.reference(folder, "pages", "-m", "8"));
  }

  private void startAgent() {
    StringBuilder fleet =
        new StringBuilder(
            "poll:\n  interval: 500ms\n  timeout: 5s\n  connect_probe_interval: 2s\nnodes:\n");
    nodes.forEach(node -> fleet.append(entry(node.address(), node.pool())));
    fleet.append(entry("127.0.0.1:" + DEAD_PORT, "pages"));
    Path file = write("fleet.yml", fleet.toString());
    start(
        "agent",
        agentPort,
        List.of(
            "java",
            "-jar",
            "target/memfleet-exporter.jar",
            "--config.file=" + file,
            "--web.listen-address=127.0.0.1:" + agentPort));
  }

  private static String entry(String address, String pool) {
    return "  - address: " + address + "\n    labels: {pool: " + pool + "}\n";
  }

  /** Starts Prometheus, over what {@link #data()} holds already. */
  public void startPrometheus(List<Path> rules) {
    StringBuilder config = new StringBuilder();
    config.append("global: {scrape_interval: 1s, evaluation_interval: 1s}\nrule_files:\n");
    rules.forEach(file -> config.append("  - ").append(file.toAbsolutePath()).append('\n'));
    config.append("scrape_configs:\n  - job_name: memcached\n    honor_labels: true\n");
    config.append("    static_configs: [{targets: ['").append(agentAddress()).append("']}]\n");
    Path file = write("prometheus.yml", config.toString());
    Daemon daemon =
        start(
            "prometheus",
            prometheusPort,
            List.of(
                "prometheus",
                "--config.file=" + file,
                "--storage.tsdb.path=" + data(),
                "--web.listen-address=127.0.0.1:" + prometheusPort));
    daemon.await("ready", prometheus::isReady);
  }

  private Daemon start(String name, int port, List<String> command) {
    Daemon daemon = Daemon.start(command, port, folder.resolve(name + ".log"));
    daemons.add(daemon);
    return daemon;
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until an expression has an answer. */
  public void await(String expression) {
    Daemon daemon = daemons.get(daemons.size() - 1);
    daemon.await("answering " + expression, () -> !prometheus.query(expression).isEmpty());
  }

  /** Prometheus' storage; before it starts, blocks can be put there. */
  public Path data() {
    return folder.resolve("data");
  }

  public Prometheus prometheus() {
    return prometheus;
  }

  public String agentAddress() {
    return "127.0.0.1:" + agentPort;
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
    daemons.forEach(Daemon::close);
    nodes.forEach(CacheNode::close);
  }
}
