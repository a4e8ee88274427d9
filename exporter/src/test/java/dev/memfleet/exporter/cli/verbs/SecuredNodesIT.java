package dev.memfleet.exporter.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.memfleet.exporter.certificate.Authority;
import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.CacheNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The verbs against memcached nodes and agents that require TLS and logins. */
class SecuredNodesIT {
  private static final String PASSWORD = "hunter2-of-the-node";

  @TempDir private static Path folder;

  private static CacheNode node;
  private static Agent agent;

  @BeforeAll
  static void start() throws Exception {
    Authority authority = new Authority("nodes");
    write("ca.pem", authority.pem());
    write("other.pem", new Authority("others").pem());
    write("password", PASSWORD + "\n");
    write("wrong", "wrong\n");
    write("users", "agent:" + PASSWORD + "\n");
    write("agent-password", "secret");
    authority.issue("127.0.0.1").write(folder, "node");
    node =
        CacheNode.memcached(
            folder,
            "secured",
            "-Z",
            "-o",
            "ssl_chain_cert=" + file("node.pem") + ",ssl_key=" + file("node.key"),
            "-Y",
            file("users"));
    write(
        "fleet.yml",
        """
        profiles:
          both: {tls: {ca_file: ca.pem}, auth: {username: agent, password_file: password}}
        nodes: [{address: "%s", profile: both}]
        """
            .formatted(node.address()));
    String hash = BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(4, "secret".toCharArray());
    write(
        "web.yml",
        """
        tls_server_config: {cert_file: node.pem, key_file: node.key}
        basic_auth_users: {ops: "%s"}
        """
            .formatted(hash));
    agent =
        Agent.start(
            folder, "--config.file=" + file("fleet.yml"), "--web.config.file=" + file("web.yml"));
  }

  @AfterAll
  static void stop() {
    agent.close();
    node.close();
  }

  /** The answer that shows that the node was reached. */
  @ParameterizedTest
  @CsvSource({
    "report, 1.6.18",
    "health, Cluster status: HEALTHY",
    "slabs, CLASS",
    "probe, memcached_up 1",
    "probe --debug, TLS",
    "flush --yes, ✓ Flushed"
  })
  void node_isReachedWithTlsAndALogin(String verb, String shown) {
    VerbRun run = run(verb, flags("ca.pem", "password"), node.address());

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains(shown).doesNotContain(PASSWORD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"report", "health", "slabs", "probe", "probe --debug", "flush --yes"})
  void wrongPasswordAndWrongAuthority_areTheReason(String verb) {
    VerbRun password = run(verb, flags("ca.pem", "wrong"), node.address());
    assertThat(password.status()).isPositive();
    assertThat(password.out() + password.err()).contains("auth: ").doesNotContain("wrong");

    VerbRun authority = run(verb, flags("other.pem", "password"), node.address());
    assertThat(authority.status()).isPositive();
    assertThat(authority.out() + authority.err()).contains("tls: ").doesNotContain(PASSWORD);
  }

  @Test
  void partsOfALogin_areRefused() {
    String address = node.address();
    assertThat(VerbRun.of("report", address, "--memcached.username=agent").status()).isEqualTo(2);
    assertThat(VerbRun.of("report", address, "--memcached.tls.ca-file=" + file("ca.pem")).status())
        .isEqualTo(2);
  }

  @Test
  void profiles_openTlsAndLogin() {
    String config = "--config.file=" + file("fleet.yml");

    assertThat(VerbRun.of("probe", config).status()).isZero();
    assertThat(VerbRun.of("flush", "--all", "--yes", config).status()).isZero();
    assertThat(VerbRun.of("health", config, "--profile=both", "localhost:" + node.port()).out())
        .contains("unhealthy: tls: ");
    assertThat(VerbRun.of("health", config, "--profile=none").status()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "report, 1.6.18",
    "health, Cluster status: HEALTHY",
    "health --self, healthy",
    "slabs, CLASS",
    "probe, memcached_up 1",
    "probe --debug, TLS",
    "targets, static"
  })
  void agent_isAskedWithTlsAndALogin(String verb, String shown) {
    VerbRun run = run(verb, agentFlags("ca.pem", "agent-password"));

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains(shown).doesNotContain(PASSWORD);

    VerbRun password = run(verb, agentFlags("ca.pem", "wrong"));
    assertThat(password.status()).isPositive();
    assertThat(password.err()).contains(": status 401");

    VerbRun authority = run(verb, agentFlags("other.pem", "agent-password"));
    assertThat(authority.status()).isPositive();
    assertThat(authority.err()).contains("https://" + agent.address() + "/");
  }

  @Test
  void agentsCertificate_canBeLeftUnchecked_andItsFilesAreNamed() {
    String url = "--url=https://" + agent.address();
    String user = "--url.username=ops";
    String password = "--url.password-file=" + file("agent-password");

    assertThat(VerbRun.of("report", url, "--url.insecure-skip-verify", user, password).status())
        .isZero();
    assertThat(VerbRun.of("report", url, "--url.ca-file=/nowhere", user, password).err())
        .contains("/nowhere: ");
    assertThat(VerbRun.of("report", url, user).status()).isEqualTo(2);
  }

  @Test
  void top_reachesNodesAndAgentsWithTlsAndALogin() throws Exception {
    for (List<String> flags :
        List.of(
            List.of("--config.file=" + file("fleet.yml")),
            agentFlags("ca.pem", "agent-password"))) {
      List<String> words = new ArrayList<>(List.of("top"));
      words.addAll(flags);
      try (Pty pty = new Pty(folder, words.toArray(String[]::new))) {
        pty.awaitScreen("1 nodes, 0 down");
        pty.type("q");
        assertThat(pty.awaitText("<exit ")).contains("<exit 0, terminal restored>");
      }
    }
  }

  private static VerbRun run(String verb, List<String> flags, String... addresses) {
    List<String> words = new ArrayList<>(Arrays.asList(verb.split(" ", -1)));
    words.addAll(flags);
    words.addAll(List.of(addresses));
    return VerbRun.of(words.toArray(String[]::new));
  }

  private static List<String> flags(String authority, String password) {
    return List.of(
        "--memcached.tls.enable",
        "--memcached.tls.ca-file=" + file(authority),
        "--memcached.username=agent",
        "--memcached.password-file=" + file(password));
  }

  private static List<String> agentFlags(String authority, String password) {
    return List.of(
        "--url=https://" + agent.address(),
        "--url.ca-file=" + file(authority),
        "--url.username=ops",
        "--url.password-file=" + file(password));
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }

  private static void write(String name, String text) throws Exception {
    Files.writeString(folder.resolve(name), text);
  }
}
