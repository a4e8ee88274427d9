package dev.memfleet.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.memfleet.exporter.catalog.Recording;
import dev.memfleet.exporter.certificate.Authority;
import dev.memfleet.exporter.fake.Script;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.Browser;
import dev.memfleet.exporter.peer.CacheNode;
import dev.memfleet.exporter.peer.Curl;
import dev.memfleet.exporter.peer.Daemon;
import dev.memfleet.exporter.peer.FleetFile;
import dev.memfleet.exporter.protocol.Section;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The status page in a browser, over real memcached. */
class StatusPageIT {
  private static final String HOSTILE = "1.6<b id=injected>x</b>";

  @TempDir private static Path folder;

  private static Browser browser;
  private static CacheNode first;
  private static CacheNode second;
  private static ScriptedNode hostile;
  private static Agent agent;
  private static String yaml;

  @BeforeAll
  static void start() {
    CompletableFuture<Browser> starting = CompletableFuture.supplyAsync(Browser::new);
    first = CacheNode.memcached(folder, "sessions", "-m", "64", "-t", "2");
    second = CacheNode.memcached(folder, "pages", "-m", "64", "-t", "4");
    hostile =
        new ScriptedNode(
            Script.replay(Recording.load("/recordings/memcached-1.6.18.stats.txt"))
                .but(
                    Section.STATS, "STAT uptime 99999\r\nSTAT version " + HOSTILE + "\r\nEND\r\n"));
    fill(first);
    yaml =
        """
        poll: {interval: 1s}
        nodes:
          - {address: "%s", labels: {pool: sessions}}
          - {address: "%s", labels: {pool: pages}}
          - {address: "%s", labels: {pool: sessions}}
        """
            .formatted(first.address(), second.address(), hostile.address());
    agent = agent("--config.file=" + FleetFile.replace(folder.resolve("direct.yml"), yaml));
    browser = starting.join();
  }

  private static void fill(CacheNode node) {
    StringBuilder sets = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      int length = 10 << (i % 8);
      sets.append("set key%d 0 0 %d noreply\r\n%s\r\n".formatted(i, length, "x".repeat(length)));
    }
    node.converse(sets.toString());
  }

  @AfterAll
  static void stop() throws Exception {
    browser.close();
    agent.close();
    first.close();
    second.close();
    hostile.close();
  }

  @Test
  void page_isLiveSortsFiltersAndGoesToANodeAndBack() {
    browser.step("open", url());
    browser.step("isLive");
    browser.step("sorts", "uptime_seconds");
    browser.step("filters", "pages", second.address(), second.address());
    browser.step("open", url());
    browser.step("visits", first.address());
    browser.step("keyboard");
    browser.step("hasNoErrors");
  }

  @Test
  void filter_isKept_whenTheNodesChangeMeanwhile() {
    browser.step("keepsTheFilterWhenNodesChange", url(), second.address());
    browser.step("hasNoErrors");
  }

  @Test
  void nodeThatStops_turnsRedAndGreenOnItsReturn_withoutAJump() {
    browser.step("open", url());
    browser.step("isLive");
    browser.step("awaitState", second.address(), "up");
    browser.step("watchesShifts");
    String green = browser.step("colour", second.address());
    second.stop();
    browser.step("awaitState", second.address(), "down");
    assertThat(browser.step("colour", second.address())).isNotEqualTo(green);
    second.restart();
    browser.step("awaitState", second.address(), "up");
    assertThat(browser.step("colour", second.address())).isEqualTo(green);
    assertThat(Double.parseDouble(browser.step("layoutShift"))).isLessThan(0.02);
    browser.step("hasNoErrors");
  }

  @Test
  void versionThatIsHtml_isShownAsText() {
    for (String page : List.of("", "nodes/" + hostile.address())) {
      browser.step("open", url() + page);
      browser.step("showsText", HOSTILE, "#injected");
      browser.step("hasNoErrors");
    }
  }

  @Test
  void slabMap_isOfRealMemcached() {
    browser.step("open", url() + "nodes/" + first.address());
    int classes =
        (int)
            first
                .converse("stats slabs\r\n")
                .lines()
                .filter(line -> line.matches("STAT \\d+:chunk_size .*"))
                .count();
    assertThat(browser.step("hasSlabMap")).isEqualTo(Integer.toString(classes));
    browser.step("hasNoErrors");
  }

  @Test
  void page_worksWithoutJavaScript() {
    browser.step("worksWithoutScript", url(), first.address());
  }

  @Test
  void axe_findsNothingSerious() {
    for (String page : List.of("", "nodes/" + first.address())) {
      browser.step("open", url() + page);
      for (String scheme : List.of("light", "dark")) {
        assertThat(browser.step("axe", scheme)).as(page + " " + scheme).isEqualTo("[]");
      }
    }
  }

  @Test
  void page_worksUnderAPrefixBehindNginx_withTlsAndALogin() throws Exception {
    Authority authority = new Authority("agents");
    authority.issue("127.0.0.1").write(folder, "agent");
    Files.writeString(folder.resolve("ca.pem"), authority.pem());
    String hash = BCrypt.withDefaults().hashToString(4, "wonderland".toCharArray());
    Path web =
        Files.writeString(
            folder.resolve("web.yml"),
            """
            tls_server_config: {cert_file: agent.pem, key_file: agent.key}
            basic_auth_users: {alice: "%s"}
            """
                .formatted(hash));
    int port = Daemon.freePort();
    String external = "https://127.0.0.1:%d/ops/cache/".formatted(port);
    Path fleet = Files.writeString(folder.resolve("prefixed.yml"), yaml);
    try (Agent prefixed =
            agent(
                "--config.file=" + fleet,
                "--web.config.file=" + web,
                "--web.external-url=" + external);
        Daemon nginx = nginx(port, "https://" + prefixed.address())) {
      browser.step("open", external, "alice", "wonderland");
      browser.step("isLive");
      browser.step("sorts", "uptime_seconds");
      browser.step("visits", first.address());
      browser.step("hasNoErrors");

      Curl curl = new Curl(folder, "https://127.0.0.1:" + port);
      String[] login = {"--cacert", "ca.pem", "-u", "alice:wonderland"};
      assertThat(curl.get("/ops/cache", login).text()).contains("302", "/ops/cache/");
      assertThat(curl.get("/ops/cache/sd", login).text())
          .contains("\"targets\":[\"127.0.0.1:" + port + "\"]")
          .contains("\"__metrics_path__\":\"/ops/cache/scrape\"", "\"__scheme__\":\"https\"");
      assertThat(curl.get("/ops/cache/metrics", login).status()).isEqualTo(200);
      assertThat(curl.get("/ops/cache/", "--cacert", "ca.pem").status()).isEqualTo(401);
      assertThat(nginx.process().isAlive()).isTrue();
    }
  }

  @Test
  void page_worksBehindNginx_thatTakesThePrefixAway() throws Exception {
    int port = Daemon.freePort();
    String external = "https://127.0.0.1:%d/ops/".formatted(port);
    new Authority("proxies").issue("127.0.0.1").write(folder, "agent");
    Path fleet = Files.writeString(folder.resolve("stripped.yml"), yaml);
    try (Agent stripped =
            agent(
                "--config.file=" + fleet,
                "--web.external-url=" + external,
                "--web.route-prefix=/");
        Daemon nginx = nginx(port, "http://" + stripped.address() + "/")) {
      browser.step("open", external);
      browser.step("isLive");
      browser.step("visits", first.address());
      browser.step("hasNoErrors");
      assertThat(stripped.get("/metrics").statusCode()).isEqualTo(200);
      assertThat(nginx.process().isAlive()).isTrue();
    }
  }

  @Test
  void withoutThePage_thereAreLinks() {
    Path fleet = FleetFile.replace(folder.resolve("links.yml"), "nodes: []\n");
    try (Agent plain = agent("--config.file=" + fleet, "--no-web.page")) {
      assertThat(plain.get("/").body()).contains("<a href=\"/metrics\">").doesNotContain("<script");
      assertThat(plain.get("/nodes/" + first.address()).statusCode()).isEqualTo(404);
      assertThat(plain.get("/api/v1/fleet").statusCode()).isEqualTo(200);
    }
  }

  private static Daemon nginx(int port, String agent) throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("nginx.conf"),
            """
            user root;
            daemon off;
            worker_processes 1;
            pid nginx.pid;
            error_log nginx.log;
            events {}
            http {
              access_log off;
              client_body_temp_path body;
              proxy_temp_path proxy;
              fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi;
              scgi_temp_path scgi;
              server {
                listen 127.0.0.1:%d ssl;
                ssl_certificate agent.pem;
                ssl_certificate_key agent.key;
                location /ops {
                  proxy_pass %s;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                  proxy_set_header Host $http_host;
                }
              }
            }
            """
                .formatted(port, agent)
                .replace(
                    "location /ops {",
                    agent.endsWith("/") ? "location /ops/ {" : "location /ops {"));
    List<String> command =
        List.of("/usr/sbin/nginx", "-p", folder.toString(), "-c", config.toString());
    return Daemon.start(command, port, folder.resolve("nginx.out"));
  }

  private static Agent agent(String... flags) {
    return Agent.start(folder, flags);
  }

  private static String url() {
    return "http://" + agent.address() + "/";
  }
}
