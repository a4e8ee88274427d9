package dev.memfleet.exporter.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.discovery.SourceConfig;
import dev.memfleet.exporter.discovery.StaticNodes;
import dev.memfleet.exporter.node.AllowedTargets;
import dev.memfleet.exporter.node.Credentials;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Secret;
import dev.memfleet.exporter.node.SecretSource;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.node.TargetPattern;
import dev.memfleet.exporter.node.TlsSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProfilesReaderTest {
  @Test
  void profiles_areRead() throws Exception {
    Config config = ConfigFile.load(Fixtures.valid("profiles.yml"), Set.of());
    Path folder = Fixtures.valid("").toAbsolutePath();
    TlsSettings tls =
        new TlsSettings(
            Optional.of(Path.of("/etc/memfleet/ca.pem")),
            Optional.of(folder.resolve("agent.pem")),
            Optional.of(folder.resolve("agent.key")),
            Optional.of("cache.example.com"),
            true);
    Credentials inFile =
        new Credentials("agent", new SecretSource.InFile(folder.resolve("password")));
    String home = Objects.requireNonNull(System.getenv("HOME"));
    Credentials given =
        new Credentials("agent", new SecretSource.Literal(new Secret("a" + home + "b${HOME}c$")));

    assertThat(config.profiles()).containsOnlyKeys("default", "prod", "given", "plain");
    assertThat(config.profiles().get("prod"))
        .isEqualTo(
            new Profile(
                "prod",
                Optional.of(tls),
                Optional.of(inFile),
                allowing("*.prod.example.com", "10.1.0.0/16")));
    assertThat(config.profiles().get("given"))
        .isEqualTo(new Profile("given", Optional.empty(), Optional.of(given), AllowedTargets.NONE));
    assertThat(config.profiles().get("plain"))
        .isEqualTo(new Profile("plain", Optional.empty(), Optional.empty(), AllowedTargets.NONE));
    assertThat(config.defaultProfile().tls().orElseThrow().caFile())
        .contains(folder.resolve("ca.pem"));
    assertThat(config.allowedTargets())
        .isEqualTo(
            allowing(
                "cache-1.example.com:11212",
                "/run/memcached.sock",
                "*.example.com",
                "fd00::/8:11211"));
    assertThat(config.toString()).doesNotContain("${HOME}");
  }

  @Test
  void nodesAndSources_nameTheirProfile() throws Exception {
    Config config = ConfigFile.load(Fixtures.valid("profiles.yml"), Set.of());
    Map<String, Profile> profiles = config.profiles();

    assertThat(config.nodes())
        .extracting(Target::profile)
        .containsExactly(
            Optional.ofNullable(profiles.get("prod")),
            Optional.ofNullable(profiles.get("default")),
            Optional.empty());
    SourceConfig source = config.discovery().get(0);
    assertThat(source.profile()).isEqualTo(Optional.ofNullable(profiles.get("given")));
    assertThat(((StaticNodes) source.origin()).nodes())
        .extracting(Target::profile)
        .containsExactly(Optional.ofNullable(profiles.get("plain")), Optional.empty());
  }

  @Test
  void fileWithoutProfiles_hasAPlainDefault() throws Exception {
    Config config = ConfigFile.load(Fixtures.valid("smallest.yml"), Set.of());

    assertThat(config.defaultProfile()).isEqualTo(Profile.PLAIN);
    assertThat(config.allowedTargets()).isEqualTo(AllowedTargets.NONE);
  }

  private static AllowedTargets allowing(String... patterns) {
    return new AllowedTargets(Stream.of(patterns).map(TargetPattern::parse).toList());
  }
}
