package dev.memfleet.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.memfleet.exporter.certificate.Authority;
import dev.memfleet.exporter.dashboards.RunningPrometheus;
import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.CacheNode;
import dev.memfleet.exporter.peer.Command;
import dev.memfleet.exporter.peer.Curl;
import dev.memfleet.exporter.peer.Curl.Answer;
import dev.memfleet.exporter.peer.FleetFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's pages secured by a web config, as curl, openssl and Prometheus find them. */
class WebConfigIT {
  private static final Pattern LINK = Pattern.compile("href=\"([^\"]+)\"");
  private static final String ALICE = user("alice", "wonderland");
  private static final String TLS =
      """
      tls_server_config:
        cert_file: agent.pem
        key_file: agent.key
      """;
  private static final String MUTUAL =
      TLS
          + """
            client_auth_type: RequireAndVerifyClientCert
            client_ca_file: clients.pem
          """;
  private static final String AES_256 = "ECDHE-ECDSA-AES256-GCM-SHA384";
  private static final String AES_128 = "ECDHE-ECDSA-AES128-GCM-SHA256";

  @TempDir Path folder;

  private final Authority agents = new Authority("agents");
  private final Authority clients = new Authority("clients");

  @BeforeEach
  void issueCertificates() throws IOException {
    Files.writeString(folder.resolve("ca.pem"), agents.pem());
    Files.writeString(folder.resolve("clients.pem"), clients.pem());
    agents.issue("127.0.0.1", "agent.test").write(folder, "agent");
    clients.issue("prometheus").write(folder, "known");
    clients.issue(Instant.now().minusSeconds(60), "prometheus").write(folder, "expired");
    new Authority("strangers").issue("prometheus").write(folder, "stranger");
  }

  @Test
  void everyPage_asksForALogin() {
    FleetFile.replace(folder.resolve("fleet.yml"), "nodes: []\n");
    try (Agent agent = start(users(ALICE), "--config.file=" + folder.resolve("fleet.yml"))) {
      Curl curl = new Curl(folder, "http://" + agent.address());
      Set<String> pages = new TreeSet<>(Set.of("/-/self", "/-/reload", "/nowhere", "/../metrics"));
      LINK.matcher(curl.get("/", "-u", "alice:wonderland").text())
          .results()
          .forEach(link -> pages.add(link.group(1)));
      assertThat(pages).contains("/metrics", "/sd", "/-/healthy", "/-/ready");
      for (String page : pages) {
        assertThat(curl.get(page).text().toLowerCase(Locale.ROOT))
            .as(page)
            .startsWith("http/1.1 401 unauthorized\r\n")
            .contains("www-authenticate: basic ");
        assertThat(curl.get(page, "-u", "alice:wrong").status()).as(page).isEqualTo(401);
        assertThat(curl.get(page, "-u", "bob:wonderland").status()).as(page).isEqualTo(401);
        assertThat(curl.get(page, "-u", "alice:wonderland").status()).as(page).isNotEqualTo(401);
      }
      assertThat(curl.get("/-/reload", "-X", "POST").status()).isEqualTo(401);
      assertThat(curl.get("/-/reload", "-X", "POST", "-u", "alice:wonderland").status())
          .isEqualTo(200);
      write("rate_limit: {}\nrate_limits: {}\n");
      assertThat(curl.get("/-/reload", "-X", "POST", "-u", "alice:wonderland").text())
          .startsWith("HTTP/1.1 400 ")
          .contains("unknown key \"rate_limits\"");
      assertThat(agent.daemon().output()).doesNotContain("wonderland", "$2y$");
    }
  }

  @Test
  void headersAndRateLimit_areThoseAsked() {
    String config =
        """
        http_server_config:
          headers: {X-Frame-Options: deny, Strict-Transport-Security: max-age=60}
        rate_limit: {interval: 1h, burst: 2}
        """;
    try (Agent agent = start(config)) {
      Curl curl = new Curl(folder, "http://" + agent.address());
      assertThat(curl.get("/-/healthy", "--http2").text().lines())
          .startsWith("HTTP/1.1 200 OK")
          .anyMatch("X-frame-options: deny"::equalsIgnoreCase)
          .anyMatch("Strict-transport-security: max-age=60"::equalsIgnoreCase);
      assertThat(curl.get("/nowhere").status()).isEqualTo(404);
      assertThat(curl.get("/-/healthy").text()).startsWith("HTTP/1.1 429 ").contains("max-age=60");
    }
  }

  @Test
  void clients_areLetInByTheirCertificatesAndLogins() {
    try (Agent agent = start(MUTUAL + users(ALICE))) {
      Curl curl = curl(agent);
      for (String version : new String[] {"1.2", "1.3"}) {
        assertThat(get(curl, version, "none").exit()).isPositive();
        assertThat(get(curl, version, "stranger").exit()).isPositive();
        assertThat(get(curl, version, "expired").exit()).isPositive();
        assertThat(get(curl, version, "known").status()).as(version).isEqualTo(200);
        assertThat(get(curl, version, "known", "-u", "alice:wrong").status()).isEqualTo(401);
      }
      assertThat(curl.get("/-/healthy").text()).contains("unable to get local issuer certificate");
      assertThat(new Curl(folder, "http://" + agent.address()).get("/-/healthy").status()).isZero();
      assertThat(get(curl, "1.3", "known", "--http2").text()).startsWith("HTTP/2 200 ");
      assertThat(get(curl, "1.3", "known", "--http1.1").text()).startsWith("HTTP/1.1 200 ");
    }
  }

  private static Answer get(Curl curl, String version, String certificate, String... options) {
    List<String> all = new ArrayList<>(List.of("--cacert", "ca.pem", "-u", "alice:wonderland"));
    all.addAll(List.of("--tlsv" + version, "--tls-max", version));
    if (!certificate.equals("none")) {
      all.addAll(List.of("--cert", certificate + ".pem", "--key", certificate + ".key"));
    }
    all.addAll(List.of(options));
    return curl.get("/-/healthy", all.toArray(String[]::new));
  }

  @Test
  void openssl_findsVersionsCiphersAndNames() {
    String suite = "  cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384]\n";
    try (Agent agent = start(TLS + suite)) {
      for (String old : new String[] {"-tls1", "-tls1_1"}) {
        assertRefused(agent, "alert protocol version", old, "-cipher", "ALL:@SECLEVEL=0");
      }
      assertRefused(agent, "alert handshake failure", "-tls1_2", "-cipher", AES_128);
      assertThat(openssl(agent, "-tls1_2", "-cipher", AES_128 + ":" + AES_256).output())
          .contains("Cipher is " + AES_256, "Verification: OK");
      assertThat(openssl(agent, "-tls1_3").output()).contains("Cipher is TLS_AES_256_GCM_SHA384");
      assertThat(openssl(agent, "-verify_ip", "127.0.0.1").status()).isZero();
      assertThat(openssl(agent, "-verify_hostname", "agent.test").status()).isZero();
      assertRefused(agent, "hostname mismatch", "-verify_hostname", "other.test");

      write(TLS + "  min_version: TLS13\n");
      agent.daemon().await("speaking TLS 1.3 only", () -> openssl(agent, "-tls1_2").status() != 0);
      assertRefused(agent, "alert protocol version", "-tls1_2");
      assertThat(openssl(agent, "-tls1_3").status()).isZero();
    }
  }

  /** The JDK's hosts file is a pipe without a writer, so looking up a name would never return. */
  @Test
  void namesOfClients_areNotLookedUp() {
    Path hosts = folder.resolve("hosts");
    assertThat(Command.run(folder, List.of("mkfifo", "hosts")).status()).isZero();
    try (Agent agent =
        Agent.startWith(
            folder,
            new String[] {"-Djdk.net.hosts.file=" + hosts},
            "--memcached.address=",
            "--web.config.file=" + write(TLS))) {
      assertThat(curl(agent).get("/-/healthy", "--cacert", "ca.pem").status()).isEqualTo(200);
    }
  }

  @Test
  void handshake_cannotBeRepeated() throws Exception {
    try (Agent agent = start(TLS);
        SSLSocket socket =
            (SSLSocket)
                agents.trusted().getSocketFactory().createSocket("127.0.0.1", agent.port())) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setSoTimeout(30_000);
      socket.startHandshake();
      socket.startHandshake();
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SSLException.class)
          .hasMessageContaining("handshake_failure");
    }
  }

  private void assertRefused(Agent agent, String why, String... options) {
    Command refused = openssl(agent, options);
    assertThat(refused.status()).as(refused.output()).isNotZero();
    assertThat(refused.output()).contains(why);
  }

  private Command openssl(Agent agent, String... options) {
    List<String> command = new ArrayList<>(List.of("timeout", "30", "openssl", "s_client"));
    command.addAll(List.of("-connect", agent.address(), "-CAfile", "ca.pem"));
    command.add("-verify_return_error");
    command.addAll(List.of(options));
    return Command.run(folder, command);
  }

  @Test
  void certificatesAndUsers_areReread_andBadOnesAreNot() {
    try (Agent agent = start(TLS + users(ALICE))) {
      Curl curl = curl(agent);
      assertThat(healthy(curl, "ca.pem", "alice:wonderland")).isEqualTo(200);

      write(TLS + users(user("bob", "builder")));
      agent.daemon().await("open to bob", () -> healthy(curl, "ca.pem", "bob:builder") == 200);
      assertThat(healthy(curl, "ca.pem", "alice:wonderland")).isEqualTo(401);

      Authority next = new Authority("next");
      FleetFile.replace(folder.resolve("next.pem"), next.pem());
      FleetFile.replace(folder.resolve("agent.key"), "half a ke");
      awaitReload(agent, curl, "ca.pem", 0);
      next.issue("127.0.0.1").write(folder, "agent");
      awaitReload(agent, curl, "next.pem", 1);
      assertThat(healthy(curl, "next.pem", "bob:builder")).isEqualTo(200);
      assertThat(healthy(curl, "ca.pem", "bob:builder")).isZero();

      write("basic_auth_user: {}\n");
      awaitReload(agent, curl, "next.pem", 0);
      assertThat(healthy(curl, "next.pem", "bob:builder")).isEqualTo(200);
      assertThat(healthy(curl, "next.pem", "alice:wonderland")).isEqualTo(401);
      assertThat(agent.daemon().output()).contains("unknown key \\\"basic_auth_user\\\"");
    }
  }

  private static int healthy(Curl curl, String authority, String login) {
    return curl.get("/-/healthy", "--cacert", authority, "-u", login).status();
  }

  private static void awaitReload(Agent agent, Curl curl, String authority, int success) {
    String line = "memcached_exporter_web_config_last_reload_successful %d.0".formatted(success);
    agent
        .daemon()
        .await(
            line,
            () ->
                curl.get("/-/self", "--cacert", authority, "-u", "bob:builder")
                    .text()
                    .contains(line));
  }

  @Test
  void prometheus_scrapes_alsoWhileCertificatesChange() throws IOException {
    Authority next = new Authority("next");
    Files.writeString(folder.resolve("ca.pem"), agents.pem() + next.pem());
    try (CacheNode node = CacheNode.memcached(folder, "web");
        Agent agent = start(MUTUAL + users(ALICE), "--config.file=" + fleet(node));
        RunningPrometheus prometheus = RunningPrometheus.start(folder, jobs(agent))) {
      prometheus.await("up{job=\"right\"} == 1");
      prometheus.await("memcached_up{job=\"nodes\"} == 1");
      for (String job : new String[] {"password", "certificate", "authority"}) {
        prometheus.await("up{job=\"%s\"} == 0".formatted(job));
      }

      next.issue(Instant.now().plus(Duration.ofDays(2)), "127.0.0.1").write(folder, "agent");
      prometheus.await(
          "changes(memcached_exporter_web_certificate_expiry_timestamp_seconds{job=\"right\"}[10m])"
              + " == 1");
      prometheus.await("min_over_time(up{job=\"right\"}[5s]) == 1");
      prometheus.await("max_over_time(up{job=\"password\"}[10m]) == 0");
    }
  }

  private Path fleet(CacheNode node) {
    String nodes = "poll: {interval: 200ms}\nnodes: [{address: '%s'}]\n".formatted(node.address());
    return FleetFile.replace(folder.resolve("fleet.yml"), nodes);
  }

  private static String jobs(Agent agent) {
    String targets = "static_configs: [{targets: ['%s']}]".formatted(agent.address());
    String right = login("wonderland");
    String trust = "ca_file: ca.pem";
    String own = ", cert_file: known.pem, key_file: known.key";
    String sd = "{url: 'https://%s/sd', %s}".formatted(agent.address(), right + tls(trust + own));
    return "global: {scrape_interval: 1s}\nscrape_configs:\n"
        + job("right", right + tls(trust + own) + targets)
        + job("password", login("wrong") + tls(trust + own) + targets)
        + job("certificate", right + tls(trust) + targets)
        + job("authority", right + tls("insecure_skip_verify: false" + own) + targets)
        + job("nodes", right + tls(trust + own) + "http_sd_configs: [" + sd + "]");
  }

  private static String job(String name, String settings) {
    return "  - {job_name: %s, scheme: https, %s}\n".formatted(name, settings);
  }

  private static String login(String password) {
    return "basic_auth: {username: alice, password: %s}, ".formatted(password);
  }

  private static String tls(String settings) {
    return "tls_config: {%s}, ".formatted(settings);
  }

  private static String users(String lines) {
    return "basic_auth_users:\n" + lines;
  }

  private static String user(String name, String password) {
    String hash = BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(4, password.toCharArray());
    return "  %s: %s\n".formatted(name, hash);
  }

  private Curl curl(Agent agent) {
    return new Curl(folder, "https://" + agent.address());
  }

  private Agent start(String config, String... flags) {
    List<String> all = new ArrayList<>(List.of("--web.config.file=" + write(config)));
    all.addAll(List.of(flags));
    return Agent.start(folder, all.toArray(String[]::new));
  }

  private Path write(String config) {
    return FleetFile.replace(folder.resolve("web.yml"), config);
  }
}
