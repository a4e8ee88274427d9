package dev.memfleet.exporter;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.CacheNode;
import dev.memfleet.exporter.peer.FleetFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The collectors that are off by default, beside real nodes. */
class OptionalCollectorsIT {
  private static final String FLEET =
      """
      poll: {timeout: 10s, connect_probe_interval: 0}
      insight: {redact: %s}
      nodes:
        - {address: '%s', labels: {state: new}, collectors: [%s]}
      """;

  @TempDir Path folder;

  /** Connections that the node has accepted. */
  private record Clients(List<Socket> sockets) implements AutoCloseable {
    static Clients of(CacheNode node, int count) throws IOException {
      List<Socket> sockets = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port());
        sockets.add(socket);
        socket.getOutputStream().write("mn\r\n".getBytes(US_ASCII));
        assertThat(socket.getInputStream().readNBytes(4)).asString(US_ASCII).isEqualTo("MN\r\n");
      }
      return new Clients(sockets);
    }

    @Override
    public void close() throws IOException {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private Agent agent(CacheNode node, String collectors, boolean redact) {
    return new FleetFile(folder).start(FLEET.formatted(redact, node.address(), collectors));
  }

  private static Map<String, Double> named(SortedMap<String, Double> page, String name) {
    Map<String, Double> named = new TreeMap<>();
    page.forEach(
        (series, value) -> {
          if (series.startsWith(name)) {
            named.put(series.replaceAll("instance=[^,}]+(, )?", ""), value);
          }
        });
    return named;
  }

  private static Map<String, Double> success(Agent agent) {
    return named(agent.page("/metrics"), "memcached_scrape_collector_success");
  }

  @Test
  void memcached_answersAllButTheProxys() throws Exception {
    Path pages = folder.resolve("pages");
    try (CacheNode node =
            CacheNode.memcached(
                folder,
                "sessions",
                "-D:",
                "-o",
                "track_sizes,ext_page_size=8,ext_path=" + pages + ":64m");
        Clients clients = Clients.of(node, 3)) {
      node.exchange("set users:1 0 0 3\r\nabc\r\nget users:1 users:2\r\n", 4);
      try (Agent agent =
          agent(node, "stats, conns, sizes, detail, extstore, proxy, proxyfuncs, proxybe", false)) {
        SortedMap<String, Double> page = agent.page("/metrics");

        assertThat(success(agent))
            .containsEntry("memcached_scrape_collector_success{collector=conns, state=new}", 1.0)
            .containsEntry("memcached_scrape_collector_success{collector=sizes, state=new}", 1.0)
            .containsEntry("memcached_scrape_collector_success{collector=detail, state=new}", 1.0)
            .containsEntry("memcached_scrape_collector_success{collector=extstore, state=new}", 1.0)
            .containsEntry("memcached_scrape_collector_success{collector=proxy, state=new}", 0.0)
            .containsEntry("memcached_scrape_collector_success{collector=proxybe, state=new}", 0.0);
        assertThat(named(page, "memcached_up")).containsValue(1.0);
        assertThat(
                named(page, "memcached_client_connections").values().stream()
                    .mapToDouble(count -> count)
                    .sum())
            .isEqualTo(clients.sockets().size() + 1);
        assertThat(named(page, "memcached_client_connections").keySet())
            .allSatisfy(series -> assertThat(series).contains("exported_state=conn_"))
            .allSatisfy(series -> assertThat(series).contains(" state=new"));
        assertThat(named(page, "memcached_item_size_bytes_count")).containsValue(1.0);
        assertThat(named(page, "memcached_prefix_commands_total"))
            .containsEntry(
                "memcached_prefix_commands_total{command=get, prefix=users, state=new, status=miss}",
                1.0);
        assertThat(page.keySet()).noneMatch(series -> series.contains("127.0.0.1:0"));
        assertThat(agent.get("/nodes/" + node.address()).body())
            .contains("<th scope=\"row\">127.0.0.1</th><td>4</td>");
      }
    }
  }

  @Test
  void prefixes_areHashesWhereKeysAreHidden() {
    try (CacheNode node = CacheNode.memcached(folder, "sessions", "-D:")) {
      node.exchange("get users:1\r\n", 1);
      try (Agent agent = agent(node, "stats, detail", true)) {
        String page = agent.get("/metrics").body();
        String probe = agent.get("/scrape?debug=true&target=" + node.address()).body();

        assertThat(page).containsPattern("prefix=\"#[0-9a-f]{16}\"").doesNotContain("users");
        assertThat(probe).contains("memcached_prefix_commands_total").doesNotContain("users");
      }
    }
  }

  @Test
  void referenceServer_namesItsConnections_andRefusesTheRest() throws Exception {
    try (CacheNode node = CacheNode.reference(folder, "sessions");
        Clients clients = Clients.of(node, 3);
        Agent agent = agent(node, "stats, conns, extstore, proxy", false)) {
      SortedMap<String, Double> page = agent.page("/metrics");

      assertThat(named(page, "memcached_up")).containsValue(1.0);
      assertThat(success(agent))
          .containsEntry("memcached_scrape_collector_success{collector=conns, state=new}", 1.0)
          .containsEntry("memcached_scrape_collector_success{collector=proxy, state=new}", 0.0);
      assertThat(
              named(page, "memcached_client_connections").values().stream()
                  .mapToDouble(count -> count)
                  .sum())
          .isEqualTo(clients.sockets().size() + 1);
    }
  }

  @Test
  void byDefault_noneIsAskedFor() throws Exception {
    try (CacheNode node = CacheNode.memcached(folder, "sessions", "-D:", "-o", "track_sizes")) {
      Files.writeString(
          folder.resolve("plain.yml"), "nodes: [{address: '%s'}]\n".formatted(node.address()));
      try (Agent agent = Agent.start(folder, "--config.file=" + folder.resolve("plain.yml"))) {
        assertThat(named(agent.page("/metrics"), "memcached_scrape_collector_success").keySet())
            .hasSize(4);
      }
    }
  }
}
