package dev.memfleet.exporter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memfleet.exporter.discovery.SourceConfig;
import dev.memfleet.exporter.discovery.StaticNodes;
import dev.memfleet.exporter.discovery.cluster.ClusterEndpoint;
import dev.memfleet.exporter.discovery.dns.DnsNames;
import dev.memfleet.exporter.discovery.file.FilePatterns;
import dev.memfleet.exporter.discovery.http.NodesUrl;
import dev.memfleet.exporter.dns.RecordType;
import dev.memfleet.exporter.fleet.PollConfig;
import dev.memfleet.exporter.history.Retention;
import dev.memfleet.exporter.insight.InsightConfig;
import dev.memfleet.exporter.node.AllowedTargets;
import dev.memfleet.exporter.node.Credentials;
import dev.memfleet.exporter.node.HostPort;
import dev.memfleet.exporter.node.HttpUrl;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Secret;
import dev.memfleet.exporter.node.SecretSource;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.node.TlsSettings;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.yaml.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
  @TempDir Path folder;

  private static final Set<String> RESERVED = Set.of("slab", "status");

  @Test
  void smallestFile_takesDefaultsForTheRest() throws Exception {
    Config config = load("smallest.yml");

    assertThat(config.poll()).isEqualTo(PollConfig.DEFAULT);
    assertThat(config.collectors()).isEqualTo(Section.USUAL);
    assertThat(config.instanceLabel()).isEqualTo("instance");
    assertThat(config.nodes())
        .containsExactly(
            target("10.0.0.11:11211", Map.of("pool", "sessions")),
            target("10.0.0.12:11211", Map.of()));
  }

  @Test
  void everyKey_isRead() throws Exception {
    Config config = load("everything.yml");

    assertThat(config.poll())
        .isEqualTo(new PollConfig(Duration.ZERO, Duration.ofMillis(250), 8, true, Duration.ZERO));
    assertThat(config.poll().onDemand()).isTrue();
    assertThat(config.collectors()).containsExactly(Section.STATS, Section.SLABS);
    assertThat(config.instanceLabel()).isEqualTo("node");
    Map<String, String> labels =
        Map.of("zone", "eu-1", "shard", "7", "active", "yes", "since", "2026-11-22", "empty", "");
    assertThat(config.nodes())
        .containsExactly(
            target("[::1]:11212", labels),
            target("/run/memcached.sock", Map.of()),
            target("cache-1.example.com:11211", Map.of()));
  }

  @Test
  void aliasesAndMergeKeys_shareLabels() throws Exception {
    assertThat(load("aliases.yml").nodes())
        .extracting(Target::labels)
        .containsExactly(
            Map.of("pool", "sessions", "zone", "a"),
            Map.of("pool", "sessions", "zone", "a"),
            Map.of("pool", "sessions", "zone", "b"));
  }

  @Test
  void keysLeftEmpty_meanTheirDefaults() throws Exception {
    Config config = load("left-empty.yml");

    assertThat(config)
        .isEqualTo(
            new Config(
                PollConfig.DEFAULT,
                Section.USUAL,
                "instance",
                Retention.DEFAULT,
                InsightConfig.NONE,
                false,
                Map.of(),
                AllowedTargets.NONE,
                List.of(),
                List.of()));
  }

  @Test
  void byteOrderMark_isIgnored() throws Exception {
    assertThat(ConfigFile.parse(Path.of("f.yml"), "\ufeffnodes: []\n", RESERVED).nodes()).isEmpty();
  }

  @Test
  void sources_areReadBesideTheFilesOwnNodes() throws Exception {
    Config config = load("sources.yml");

    assertThat(config.nodes()).containsExactly(target("10.0.0.11:11211", Map.of("pool", "own")));
    assertThat(config.discovery())
        .containsExactly(
            new SourceConfig(
                "web",
                Map.of("pool", "web"),
                new StaticNodes(
                    List.of(
                        target("10.0.0.12:11211", Map.of("zone", "a")),
                        target("10.0.0.13:11211", Map.of())))),
            new SourceConfig(
                "files",
                Map.of(),
                new FilePatterns(
                    List.of(
                        Path.of("/etc/memfleet/*.json"),
                        Fixtures.valid("nodes/a*.yml").toAbsolutePath()),
                    Duration.ofMillis(500))),
            new SourceConfig(
                "more",
                Map.of(),
                new FilePatterns(
                    List.of(Fixtures.valid("more.yaml").toAbsolutePath()), Duration.ofSeconds(1))),
            new SourceConfig(
                "page",
                Map.of(),
                new NodesUrl(
                    HttpUrl.parse("http://sd.example.com/nodes?pool=web"),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(10),
                    Map.of(),
                    Optional.empty(),
                    Optional.empty())),
            new SourceConfig("secure", Map.of(), securePage()),
            new SourceConfig(
                "services",
                Map.of(),
                new DnsNames(
                    List.of("_memcached._tcp.cache.svc.cluster.local."),
                    Set.of(RecordType.SRV),
                    11211,
                    List.of(),
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(2))),
            new SourceConfig(
                "addresses",
                Map.of(),
                new DnsNames(
                    List.of("cache", "cache.example.com"),
                    Set.of(RecordType.A, RecordType.AAAA),
                    11212,
                    List.of(HostPort.parse("127.0.0.1:5353"), HostPort.parse("::1")),
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(1),
                    Duration.ofMillis(500))),
            new SourceConfig(
                "aws",
                Map.of("zone", "a"),
                new ClusterEndpoint(
                    NodeAddress.parse("cache.cfg.example.com"),
                    ClusterEndpoint.ConnectTo.IP,
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(5))),
            new SourceConfig(
                "google",
                Map.of(),
                new ClusterEndpoint(
                    NodeAddress.parse("10.0.0.3:11212"),
                    ClusterEndpoint.ConnectTo.NAME,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(1))));
  }

  private static NodesUrl securePage() {
    Path folder = Fixtures.valid("").toAbsolutePath();
    SecretSource password = new SecretSource.InFile(folder.resolve("password"));
    return new NodesUrl(
        HttpUrl.parse("https://sd.example.com:8443"),
        Duration.ofSeconds(30),
        Duration.ofSeconds(1),
        Map.of(
            "X-Token", new Secret("a" + System.getenv("HOME") + "b"), "X-Number", new Secret("7")),
        Optional.of(new Credentials("agent", password)),
        Optional.of(
            new TlsSettings(
                Optional.of(folder.resolve("ca.pem")),
                Optional.of(folder.resolve("a.pem")),
                Optional.of(folder.resolve("a.key")),
                Optional.of("sd.test"),
                true)));
  }

  private static Config load(String name) throws ConfigException {
    return ConfigFile.load(Fixtures.valid(name), RESERVED);
  }

  private static Target target(String address, Map<String, String> labels) {
    return new Target(NodeAddress.parse(address), labels);
  }

  @Test
  void filesThatTheConfigurationNames_mustBeThere() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("fleet.yml"),
            """
            profiles:
              a: {tls: {ca_file: ca.pem, cert_file: /none/a.pem, key_file: a.key}}
              b: {auth: {username: u, password_file: password}}
            discovery:
              - name: page
                http:
                  url: https://sd.test/
                  tls: {ca_file: .}
                  basic_auth: {username: u, password_file: password}
            """);
    Files.writeString(folder.resolve("a.key"), "key");

    assertThatThrownBy(() -> ConfigFile.check(file, Set.of()))
        .hasMessage(
            """
            FILE:2:22: profiles.a.tls.ca_file: FOLDER/ca.pem: no such file
            FILE:2:41: profiles.a.tls.cert_file: /none/a.pem: no such file
            FILE:3:42: profiles.b.auth.password_file: FOLDER/password: no such file
            FILE:8:22: discovery[0].http.tls.ca_file: FOLDER/.: cannot be read
            FILE:9:48: discovery[0].http.basic_auth.password_file: FOLDER/password: no such file"""
                .replace("FILE", file.toString())
                .replace("FOLDER", folder.toString()));

    Files.writeString(folder.resolve("password"), "hush");
    Files.writeString(
        file, "profiles: {b: {auth: {username: u, password_file: password}}}\nnodes: []\n");
    assertThat(ConfigFile.check(file, Set.of()).nodes()).isEmpty();
  }
}
