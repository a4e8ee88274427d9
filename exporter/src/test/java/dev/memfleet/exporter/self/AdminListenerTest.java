package dev.memfleet.exporter.self;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.peer.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class AdminListenerTest {
  private final List<String> problems = new ArrayList<>();
  private boolean ready;
  private AdminListener admin;

  @BeforeEach
  void listen() throws IOException {
    SelfMetrics self = new SelfMetrics(new BuildInfo("1", "r", "b"));
    self.gauge("memcached_exporter_nodes", "Nodes.", () -> 7);
    admin =
        new AdminListener(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            self,
            () -> problems,
            () -> ready);
  }

  @AfterEach
  void close() {
    admin.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET /-/healthy, 200",
    "HEAD /-/healthy, 200",
    "GET /-/ready, 503",
    "GET /metrics, 200",
    "HEAD /metrics, 200",
    "GET /, 404",
    "GET /scrape?target=a, 404",
    "GET /sd, 404",
    "GET /config, 404",
    "GET /metrics/x, 404",
    "POST /-/reload, 405",
    "POST /-/healthy, 405"
  })
  void path_hasItsAnswer(String request, int status) {
    assertThat(ask(request)).startsWith("HTTP/1.1 " + status + " ");
  }

  @Test
  void healthy_saysWhatIsWrong() {
    problems.add("event loop stuck");
    assertThat(ask("GET /-/healthy")).startsWith("HTTP/1.1 503 ").contains("event loop stuck");
  }

  @Test
  void ready_whenReady() {
    ready = true;
    assertThat(ask("GET /-/ready")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void metrics_areTheAgentsOwn() {
    assertThat(ask("GET /metrics")).contains("memcached_exporter_nodes 7.0", "jvm_info");
  }

  /** Whoever asks again, as probes do, gets an answer. */
  @Test
  void silentClients_areCutOff() {
    List<RawHttp> silent = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      RawHttp client = new RawHttp(admin.port());
      assertThat(client.trySend("GET /metrics HTTP/1.1\r\nX: ")).isTrue();
      silent.add(client);
    }
    silent.forEach(client -> assertThat(client.readAll()).isEmpty());
    assertThat(ask("GET /-/healthy")).startsWith("HTTP/1.1 200 ");
    silent.forEach(RawHttp::close);
  }

  private String ask(String request) {
    return RawHttp.exchange(
        admin.port(), request + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  }
}
