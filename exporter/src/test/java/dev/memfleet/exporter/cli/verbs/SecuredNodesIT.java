package dev.memfleet.exporter.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.memfleet.exporter.certificate.Authority;
import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.CacheNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verbs before memcached's TLS and logins, and before an agent's. */
class SecuredNodesIT {
  private static final String PASSWORD = "hunter2-of-the-node";

  @TempDir Path folder;

  private final Authority authority = new Authority("nodes");

  @BeforeEach
  void writeFiles() throws Exception {
    Files.writeString(folder.resolve("ca.pem"), authority.pem());
    Files.writeString(folder.resolve("other.pem"), new Authority("others").pem());
    Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    Files.writeString(folder.resolve("wrong"), "wrong\n");
    Files.writeString(folder.resolve("users"), "agent:" + PASSWORD + "\n");
    authority.issue("127.0.0.1").write(folder, "node");
  }

  @Test
  void flags_openTlsAndLogin() {
    try (CacheNode node = secured()) {
      String tls = "--memcached.tls.enable";
      String ca = "--memcached.tls.ca-file=" + folder.resolve("ca.pem");
      String user = "--memcached.username=agent";
      String password = "--memcached.password-file=" + folder.resolve("password");
      String address = node.address();

      assertThat(VerbRun.of("report", address, tls, ca, user, password).out()).contains("1.6.18");
      assertThat(VerbRun.of("slabs", address, tls, ca, user, password).status()).isZero();
      assertThat(VerbRun.of("flush", "--yes", address, tls, ca, user, password).out())
          .contains("✓ Flushed " + address + " (cmd_flush 1)");
      assertThat(VerbRun.of("health", address, tls, ca).out())
          .contains("✗ " + address + " - unhealthy: auth: ");
      assertThat(VerbRun.of("flush", "--yes", address, tls, ca).status()).isEqualTo(1);
      String wrong = "--memcached.password-file=" + folder.resolve("wrong");
      assertThat(VerbRun.of("health", address, tls, ca, user, wrong).out())
          .contains("unhealthy: auth: ")
          .doesNotContain("wrong");
      String other = "--memcached.tls.ca-file=" + folder.resolve("other.pem");
      assertThat(VerbRun.of("health", address, tls, other, user, password).out())
          .contains("unhealthy: tls: ");
      assertThat(VerbRun.of("report", address, user).status()).isEqualTo(2);
      assertThat(VerbRun.of("report", address, ca).status()).isEqualTo(2);
    }
  }

  @Test
  void profiles_openTlsAndLogin() throws Exception {
    try (CacheNode node = secured()) {
      Path file =
          Files.writeString(
              folder.resolve("fleet.yml"),
              """
              profiles:
                both: {tls: {ca_file: ca.pem}, auth: {username: agent, password_file: password}}
              nodes: [{address: "%s", profile: both}]
              """
                  .formatted(node.address()));
      String config = "--config.file=" + file;

      assertThat(VerbRun.of("probe", config).status()).isZero();
      assertThat(VerbRun.of("flush", "--all", "--yes", config).status()).isZero();
      assertThat(VerbRun.of("health", config, "--profile=both", "localhost:" + node.port()).out())
          .contains("unhealthy: tls: ");
      assertThat(VerbRun.of("health", config, "--profile=none").status()).isEqualTo(3);
    }
  }

  @Test
  void agentWithTlsAndALogin_isAsked() throws Exception {
    String hash = BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(4, "secret".toCharArray());
    Files.writeString(folder.resolve("agent-password"), "secret");
    Path web =
        Files.writeString(
            folder.resolve("web.yml"),
            "tls_server_config: {cert_file: node.pem, key_file: node.key}\n"
                + "basic_auth_users: {ops: \""
                + hash
                + "\"}\n");
    try (CacheNode node = CacheNode.memcached(folder, "sessions");
        Agent agent =
            Agent.start(
                folder, "--memcached.address=" + node.address(), "--web.config.file=" + web)) {
      String url = "--url=https://" + agent.address();
      String ca = "--url.ca-file=" + folder.resolve("ca.pem");
      String user = "--url.username=ops";
      String password = "--url.password-file=" + folder.resolve("agent-password");

      assertThat(VerbRun.of("report", url, ca, user, password).out()).contains("1.6.18");
      assertThat(VerbRun.of("probe", url, ca, user, password, node.address()).status()).isZero();
      assertThat(VerbRun.of("health", "--self", url, "--url.insecure-skip-verify", user, password))
          .satisfies(run -> assertThat(run.status()).as(run.err()).isZero());
      assertThat(VerbRun.of("report", url, ca).err()).contains("/sd: status 401");
      assertThat(VerbRun.of("report", url, user, password).err())
          .contains("error: https://" + agent.address() + "/sd: ");
      assertThat(VerbRun.of("report", url, "--url.ca-file=/nowhere", user, password).err())
          .contains("/nowhere: ");
      assertThat(VerbRun.of("report", url, user).status()).isEqualTo(2);
    }
  }

  private CacheNode secured() {
    return CacheNode.memcached(
        folder,
        "secured",
        "-Z",
        "-o",
        "ssl_chain_cert=" + folder.resolve("node.pem") + ",ssl_key=" + folder.resolve("node.key"),
        "-Y",
        folder.resolve("users").toString());
  }
}
