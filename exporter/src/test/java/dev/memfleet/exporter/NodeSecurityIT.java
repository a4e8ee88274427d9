package dev.memfleet.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.certificate.Authority;
import dev.memfleet.exporter.certificate.Issued;
import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.CacheNode;
import dev.memfleet.exporter.peer.Daemon;
import dev.memfleet.exporter.peer.SaslMemcached;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memcached's TLS and both of its logins. */
class NodeSecurityIT {
  private static final String PASSWORD = "hunter2-of-the-node";
  private static final String WRONG = "hunter1-of-another";
  private static final String LARGE = "x".repeat(3000);
  private static final String SEED = "set a 0 0 1\r\n1\r\nset b 0 0 3000\r\n" + LARGE + "\r\n";
  private static final String PROFILES =
      """
      poll: {interval: 200ms, timeout: 5s, reconnect: true}
      profiles:
        tls: {tls: {ca_file: ca.pem}}
        mutual: {tls: {ca_file: ca.pem, cert_file: agent.pem, key_file: agent.key}}
        auth: {auth: {username: agent, password_file: password}}
        both: {tls: {ca_file: ca.pem}, auth: {username: agent, password_file: password}}
      nodes:
      """;

  @TempDir Path folder;

  private final Authority authority = new Authority("nodes");
  private final Authority clients = new Authority("clients");

  @BeforeEach
  void writeFiles() throws IOException {
    Files.writeString(folder.resolve("ca.pem"), authority.pem());
    Files.writeString(folder.resolve("clients.pem"), clients.pem());
    clients.issue("agent").write(folder, "agent");
    Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    Files.writeString(folder.resolve("users"), "agent:" + PASSWORD + "\n");
  }

  @Test
  void nodesWithALogin_giveTheSeriesOfAPlainOne() throws Exception {
    try (CacheNode plain = CacheNode.memcached(folder, "plain");
        CacheNode text = CacheNode.memcached(folder, "text", "-Y", folder + "/users");
        CacheNode binary = sasl()) {
      plain.exchange(SEED, 2);
      text.exchange(login() + SEED, 3);
      SaslMemcached.store(binary.port(), "agent", PASSWORD, "a", "1");
      SaslMemcached.store(binary.port(), "agent", PASSWORD, "b", LARGE);
      write(node(plain, "default") + node(text, "auth") + node(binary, "auth"));
      try (Agent agent = start()) {
        Set<String> expected = series(agent, plain.address());
        assertThat(expected).anyMatch(name -> name.startsWith("memcached_slab_"));
        assertThat(series(agent, text.address())).isEqualTo(expected);
        assertThat(series(agent, binary.address())).isEqualTo(expected);
        assertThat(agent.page("/scrape?target=" + binary.address()))
            .containsEntry("memcached_current_items{}", 2.0)
            .containsEntry("memcached_connect_success{}", 1.0);
      }
    }
  }

  @Test
  void nodesWithTls_giveTheSeriesOfTheirPlainListener() throws Exception {
    int plain = Daemon.freePort();
    Instant end = Instant.now().plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);
    try (CacheNode node =
        tls(authority.issue(end, "127.0.0.1"), "-l", "notls:127.0.0.1:" + plain)) {
      CacheNode.exchange(plain, SEED, 2);
      write(node(node, "tls") + "- {address: '127.0.0.1:%d'}\n".formatted(plain));
      try (Agent agent = start()) {
        String expiry = "memcached_tls_peer_certificate_expiry_timestamp_seconds{}";
        Set<String> overTls = series(agent, node.address());
        assertThat(overTls).contains(expiry);
        overTls.remove(expiry);
        assertThat(overTls).isEqualTo(series(agent, "127.0.0.1:" + plain));
        assertThat(agent.page("/scrape?target=" + node.address()))
            .containsEntry(expiry, (double) end.getEpochSecond());
      }
    }
  }

  @Test
  void canaries_workOverEveryKindOfConnection_andLeaveNothing() throws Exception {
    String profiles =
        """
        poll: {interval: 1h, timeout: 10s}
        profiles:
          default: {canary_interval: 1h}
          tls: {tls: {ca_file: ca.pem}, canary_interval: 1h}
          auth: {auth: {username: agent, password_file: password}, canary_interval: 1h}
          none: {}
        nodes:
        """;
    try (CacheNode plain = CacheNode.memcached(folder, "plain");
        CacheNode text = CacheNode.memcached(folder, "text", "-Y", folder + "/users");
        CacheNode binary = sasl();
        CacheNode tls = tls(authority.issue("127.0.0.1"));
        CacheNode reference = CacheNode.reference(folder, "reference");
        CacheNode without = CacheNode.memcached(folder, "without")) {
      String nodes =
          node(plain, "default")
              + node(reference, "default")
              + node(text, "auth")
              + node(binary, "auth")
              + node(tls, "tls")
              + node(without, "none");
      Files.writeString(folder.resolve("fleet.yml"), profiles + nodes.indent(2));
      try (Agent agent = start()) {
        SortedMap<String, Double> page = agent.page("/metrics");
        for (CacheNode node : List.of(plain, reference, text, binary, tls)) {
          for (String command : List.of("set", "get", "delete")) {
            String labels = "{command=%s, instance=%s}".formatted(command, node.address());
            assertThat(page).containsEntry("memcached_canary_success" + labels, 1.0);
            assertThat(page.get("memcached_canary_duration_seconds" + labels)).isPositive();
          }
        }
        assertThat(page.keySet())
            .filteredOn(series -> series.startsWith("memcached_canary_success"))
            .hasSize(15);
        assertThat(plain.converse("stats\r\n"))
            .contains("STAT curr_items 0\r\n", "STAT total_items 1\r\n");
        assertThat(without.converse("stats\r\n")).contains("STAT total_items 0\r\n");
      }
    }
  }

  @Test
  void flagsOfTls_areForEveryNode() throws Exception {
    try (CacheNode node = mutual();
        Agent agent =
            Agent.start(
                folder,
                "--memcached.address=localhost:" + node.port(),
                "--memcached.timeout=10s",
                "--memcached.tls.enable",
                "--memcached.tls.ca-file=" + folder.resolve("ca.pem"),
                "--memcached.tls.cert-file=" + folder.resolve("agent.pem"),
                "--memcached.tls.key-file=" + folder.resolve("agent.key"),
                "--memcached.tls.server-name=cache.test")) {
      assertThat(agent.page("/metrics")).containsEntry("memcached_up{}", 1.0);
      assertThat(agent.page("/scrape?target=" + node.address()))
          .containsEntry("memcached_up{}", 1.0);
    }
  }

  @Test
  void badCertificates_areTls_untilTheyAreReplaced() throws Exception {
    Instant hourAgo = Instant.now().minus(Duration.ofHours(1));
    Authority stranger = new Authority("strangers");
    int plain = Daemon.freePort();
    try (CacheNode expired = tls(authority.issue(hourAgo, "127.0.0.1"));
        CacheNode misnamed = tls(authority.issue("other.test", "127.0.0.2"));
        CacheNode unknown = tls(stranger.issue("127.0.0.1"), "-l", "notls:127.0.0.1:" + plain);
        CacheNode wantsOurs = mutual();
        CacheNode withoutTls = CacheNode.memcached(folder, "plain")) {
      write(
          node(expired, "tls")
              + node(misnamed, "tls")
              + node(unknown, "tls")
              + node(wantsOurs, "tls")
              + node(withoutTls, "tls"));
      try (Agent agent = start()) {
        for (CacheNode node : new CacheNode[] {expired, misnamed, unknown, wantsOurs, withoutTls}) {
          assertThat(page(agent)).containsEntry(up(node), 0.0);
          assertOnlyReason(agent, node, "tls");
        }
        assertThat(agent.daemon().output())
            .contains("certificate has expired")
            .contains("No subject alternative names matching IP address 127.0.0.1 found")
            .contains("unable to find valid certification path")
            .contains("fatal alert");

        authority.issue("127.0.0.1").write(folder, unknown.pool());
        assertThat(CacheNode.exchange(plain, "refresh_certs\r\n", 1)).isEqualTo("OK\r\n");
        awaitUp(agent, unknown, 1.0);
        Files.writeString(folder.resolve("ca.pem"), stranger.pem());
        awaitUp(agent, unknown, 0.0);
        stranger.issue("127.0.0.1").write(folder, unknown.pool());
        assertThat(CacheNode.exchange(plain, "refresh_certs\r\n", 1)).isEqualTo("OK\r\n");
        awaitUp(agent, unknown, 1.0);
      }
    }
  }

  @Test
  void wrongPassword_isAuth_untilItIsRight_andIsShownNowhere() throws Exception {
    Files.writeString(folder.resolve("password"), WRONG);
    try (CacheNode text = CacheNode.memcached(folder, "text", "-Y", folder + "/users");
        CacheNode binary = sasl();
        CacheNode open = CacheNode.memcached(folder, "open")) {
      write(node(text, "auth") + node(binary, "auth") + node(open, "auth"));
      try (Agent agent = start("--log.level=debug")) {
        for (CacheNode node : new CacheNode[] {text, binary}) {
          assertThat(page(agent)).containsEntry(up(node), 0.0);
          assertOnlyReason(agent, node, "auth");
          assertThat(agent.get("/scrape?target=" + node.address()).body())
              .contains("memcached_up 0\n");
        }
        Files.writeString(folder.resolve("password"), PASSWORD);
        awaitUp(agent, text, 1.0);
        awaitUp(agent, binary, 1.0);
        assertThat(page(agent))
            .containsEntry(up(open), 1.0)
            .containsEntry("memcached_current_items{instance=%s}".formatted(open.address()), 0.0);
        assertThat(everythingSaid(agent, text)).doesNotContain(WRONG, PASSWORD);
      }
    }
  }

  private static String everythingSaid(Agent agent, CacheNode node) {
    StringBuilder said = new StringBuilder(agent.daemon().output());
    for (String path :
        new String[] {
          "/",
          "/config",
          "/metrics",
          "/-/self",
          "/-/ready",
          "/scrape?target=" + node.address(),
          "/scrape?target=127.0.0.9:1&profile=auth",
          "/scrape?target=127.0.0.9:1&profile=none"
        }) {
      said.append(agent.get(path).headers()).append(agent.get(path).body());
    }
    return said.append(agent.post("/-/reload").body()).toString();
  }

  private static void assertOnlyReason(Agent agent, CacheNode node, String reason) {
    String series = "memcached_exporter_poll_failures_total{instance=%s, reason=%s}";
    for (String other :
        new String[] {"refused", "timeout", "dns", "reset", "protocol", "auth", "tls"}) {
      Double count = page(agent).get(series.formatted(node.address(), other));
      assertThat(count != null && count > 0)
          .as(node.pool() + " " + other)
          .isEqualTo(other.equals(reason));
    }
  }

  private static void awaitUp(Agent agent, CacheNode node, Double up) {
    agent.daemon().await("at up " + up, () -> up.equals(page(agent).get(up(node))));
  }

  private static Map<String, Double> page(Agent agent) {
    return agent.page("/metrics");
  }

  private static String up(CacheNode node) {
    return "memcached_up{instance=" + node.address() + "}";
  }

  /**
   * The series of a node, without the values of labels that depend on its protocol or interface.
   */
  private static Set<String> series(Agent agent, String address) {
    Set<String> series = new TreeSet<>();
    for (String name : agent.page("/scrape?target=" + address).keySet()) {
      series.add(name.replaceAll("\\b(protocol|binding_protocol|inter)=[^,}]*", "$1"));
    }
    return series;
  }

  private static String node(CacheNode node, String profile) {
    return "- {address: '%s', profile: %s}\n".formatted(node.address(), profile);
  }

  private void write(String nodes) throws IOException {
    Files.writeString(folder.resolve("fleet.yml"), PROFILES + nodes.indent(2));
  }

  private Agent start(String... flags) {
    String[] all = new String[flags.length + 1];
    System.arraycopy(flags, 0, all, 1, flags.length);
    all[0] = "--config.file=" + folder.resolve("fleet.yml");
    return Agent.start(folder, all);
  }

  private static String login() {
    return "set login 0 0 %d\r\nagent %s\r\n".formatted(PASSWORD.length() + 6, PASSWORD);
  }

  private CacheNode sasl() {
    return CacheNode.of(folder, "binary", SaslMemcached.program(folder, "agent", PASSWORD));
  }

  private CacheNode mutual() {
    return tls(
        authority.issue("127.0.0.1", "cache.test"),
        "-o",
        "ssl_verify_mode=2,ssl_ca_cert=" + folder.resolve("clients.pem"));
  }

  private CacheNode tls(Issued certificate, String... options) {
    String name = "node-" + certificate.hashCode();
    certificate.write(folder, name);
    String[] all = new String[options.length + 3];
    all[0] = "-Z";
    all[1] = "-o";
    all[2] = "ssl_chain_cert=%1$s.pem,ssl_key=%1$s.key".formatted(folder.resolve(name));
    System.arraycopy(options, 0, all, 3, options.length);
    return CacheNode.memcached(folder, name, all);
  }
}
