package dev.memfleet.exporter.peer;

import static dev.memfleet.exporter.fake.NodesServer.list;

import dev.memfleet.exporter.fake.NodesServer;
import dev.memfleet.exporter.fake.Script;
import dev.memfleet.exporter.fake.ScriptedNode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One source of each polled kind, each with a node that stays and one that comes and goes. */
public final class AllSources implements AutoCloseable {
  /** The names of the sources, in the order of their nodes. */
  public static final List<String> NAMES = List.of("files", "page", "cluster", "dns");

  private final Path folder;
  private final NodesServer page = new NodesServer();
  private final ScriptedNode cluster = new ScriptedNode(Script.silence());
  private final NameServer dns;
  private final List<ScriptedNode> staying = new ArrayList<>();
  private final List<ScriptedNode> flapping = new ArrayList<>();
  private int version;

  public AllSources(Path folder) throws UnknownHostException {
    this.folder = folder;
    this.dns = new NameServer(folder, 0);
    InetAddress other = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
    for (int i = 0; i < NAMES.size(); i++) {
      ScriptedNode stays = new ScriptedNode(Script.minimal());
      staying.add(stays);
      flapping.add(ScriptedNode.on(Script.minimal(), other, stays.address().port()));
    }
  }

  public List<ScriptedNode> staying() {
    return List.copyOf(staying);
  }

  public List<ScriptedNode> flapping() {
    return List.copyOf(flapping);
  }

  /** Makes every source list its node that stays and, if {@code both}, the other one as well. */
  public void serve(boolean both) {
    FleetFile.replace(folder.resolve("nodes.json"), list(nodes(0, both)));
    page.serve(list(nodes(1, both)));
    cluster.apply(Script.silence().butCluster(config(nodes(2, both))));
    dns.serve("cache.test", both ? List.of("127.0.0.1", "127.0.0.2") : List.of("127.0.0.1"));
  }

  private Object[] nodes(int source, boolean both) {
    return both
        ? new Object[] {staying.get(source), flapping.get(source)}
        : new Object[] {staying.get(source)};
  }

  private String config(Object... nodes) {
    StringBuilder config = new StringBuilder().append(++version).append('\n');
    for (Object node : nodes) {
      config.append('|').append(node.toString().replace(':', '|')).append(' ');
    }
    return config.toString();
  }

  /** The sources in a configuration file. */
  public String yaml(String interval) {
    return """
    discovery:
      - {name: files, file: {paths: [nodes.json], interval: %1$s}}
      - {name: page, http: {url: "%2$s", interval: %1$s}}
      - {name: cluster, cluster: {endpoint: "%3$s", interval: %1$s}}
      - name: dns
        dns:
          names: [cache.test]
          type: A
          port: %4$d
          servers: ["%5$s"]
          min_interval: %1$s
          max_interval: 1h
    """
        .formatted(
            interval, page.url("/"), cluster, staying.get(3).address().port(), dns.address());
  }

  /** Requests to the page, the cluster endpoint and the name server; file reads do not count. */
  public long asked() {
    return page.asked() + cluster.requests().size() + dns.asked("cache.test");
  }

  /** Waits until the page and the cluster endpoint have at most one open connection each. */
  public void awaitIdle() throws InterruptedException {
    page.await(() -> page.open() <= 1);
    cluster.await(() -> cluster.open() <= 1);
  }

  @Override
  public void close() {
    staying.forEach(ScriptedNode::close);
    flapping.forEach(ScriptedNode::close);
    page.close();
    cluster.close();
    dns.close();
  }
}
