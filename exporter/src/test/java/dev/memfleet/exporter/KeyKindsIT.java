package dev.memfleet.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.certificate.Authority;
import dev.memfleet.exporter.certificate.OpensslKeys;
import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.CacheNode;
import dev.memfleet.exporter.peer.Curl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of key that openssl writes, for nodes and for the agent's own pages. */
class KeyKindsIT {
  private static final List<OpensslKeys> KINDS = List.of(OpensslKeys.values());

  @TempDir Path folder;

  /** The address for one kind of key; each kind needs its own, since a node has one profile. */
  private static String ip(OpensslKeys kind) {
    return "127.0.0." + (KINDS.indexOf(kind) + 2);
  }

  @Test
  void memcached_takesTheAgentsCertificate_whateverItsKey() throws Exception {
    StringBuilder profiles = new StringBuilder("profiles:\n");
    StringBuilder nodes = new StringBuilder("nodes:\n");
    Map<String, Double> up = new TreeMap<>();
    for (OpensslKeys kind : KINDS) {
      kind.write(folder, "agent");
      addClient(Files.readString(folder.resolve("own.pem")));
      move("own.pem", kind + ".pem");
      move("own.key", kind + ".key");
      profiles.append(
          "  %1$s: {tls: {cert_file: %1$s.pem, key_file: %1$s.key, insecure_skip_verify: true}}\n"
              .formatted(kind));
    }
    try (CacheNode node = mutual()) {
      for (OpensslKeys kind : KINDS) {
        String address = ip(kind) + ":" + node.port();
        nodes.append(
            "  - {address: '%s', profile: %s, labels: {key: %s}}\n".formatted(address, kind, kind));
        up.put("memcached_up{instance=%s, key=%s}".formatted(address, kind), 1.0);
      }
      Files.writeString(folder.resolve("fleet.yml"), "poll: {timeout: 10s}\n" + profiles + nodes);
      try (Agent agent = Agent.start(folder, "--config.file=" + folder.resolve("fleet.yml"))) {
        assertThat(agent.page("/metrics?name[]=memcached_up")).isEqualTo(up);
      }
    }
  }

  private void addClient(String pem) throws IOException {
    Files.writeString(
        folder.resolve("clients.pem"),
        pem + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private void move(String from, String to) throws IOException {
    Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.REPLACE_EXISTING);
  }

  private CacheNode mutual() {
    new Authority("nodes").issue("127.0.0.1").write(folder, "node");
    return CacheNode.memcached(
        folder,
        "node",
        "-l",
        KINDS.stream().map(KeyKindsIT::ip).collect(Collectors.joining(",")),
        "-Z",
        "-o",
        "ssl_chain_cert=%1$s/node.pem,ssl_key=%1$s/node.key".formatted(folder),
        "-o",
        "ssl_verify_mode=2,ssl_ca_cert=%s/clients.pem".formatted(folder));
  }

  @Test
  void curl_takesThePages_whateverTheKey() throws Exception {
    Files.writeString(
        folder.resolve("web.yml"), "tls_server_config: {cert_file: own.pem, key_file: own.key}\n");
    OpensslKeys.RSA_PKCS8.write(folder, "agent.test");
    try (Agent agent = Agent.start(folder, "--web.config.file=" + folder.resolve("web.yml"))) {
      Curl curl = new Curl(folder, "https://agent.test:" + agent.port());
      String[] options = {
        "--cacert", "own.pem", "--resolve", "agent.test:%d:127.0.0.1".formatted(agent.port())
      };
      for (OpensslKeys kind : KINDS) {
        kind.write(folder, "agent.test");
        Curl.Answer reload =
            curl.get("/-/reload", "--request", "POST", "--insecure", options[2], options[3]);
        assertThat(reload.status()).as(kind + reload.text()).isEqualTo(200);
        Curl.Answer healthy = curl.get("/-/healthy", options);
        assertThat(healthy.status()).as(kind + healthy.text()).isEqualTo(200);
      }
    }
  }
}
