package dev.memfleet.exporter.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.memfleet.exporter.catalog.GeneratedFile;
import dev.memfleet.exporter.http.access.WebConfig.RateLimit;
import dev.memfleet.exporter.node.Secret;
import dev.memfleet.exporter.settings.KeyRow;
import dev.memfleet.exporter.yaml.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebConfigFileTest {
  private static final Path ROOT = Path.of("src/test/resources/webconfig");
  private static final String HASH = "10$mDwo.lAisC94iLAyP81MCesa29IzH37oigHC/42V2pdJlUprsJPze";

  private final List<Path> read = new ArrayList<>();

  @TempDir Path folder;

  @Test
  void everything_isRead() throws Exception {
    WebConfig config = valid("everything.yml");
    assertThat(config.tls())
        .hasValue(
            new WebTls(
                "certificate\n",
                new Secret("key\n"),
                ClientAuth.REQUIRE_AND_VERIFY,
                Optional.of("authority\n"),
                List.of("prometheus", "10.0.0.1"),
                TlsVersion.TLS13,
                TlsVersion.TLS13,
                List.of("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_AES_128_GCM_SHA256"),
                false));
    assertThat(config.headers())
        .hasSize(5)
        .containsEntry("X-XSS-Protection", "1; mode=block")
        .containsEntry("X-Frame-Options", "deny");
    assertThat(config.users())
        .isEqualTo(Map.of("alice", new Secret("$2y$" + HASH), "bob", new Secret("$2b$" + HASH)));
    assertThat(config.rateLimit()).hasValue(new RateLimit(Duration.ofSeconds(1), 20));
    assertThat(config.ignored()).containsExactly("curve_preferences");
    assertThat(config.http2()).isTrue();
    assertThat(read)
        .extracting(path -> path.getFileName().toString())
        .containsExactly("everything.yml", "certificate.pem", "key.pem", "authority.pem");
  }

  @Test
  void secrets_areNotShown() throws Exception {
    assertThat(valid("everything.yml").toString()).doesNotContain(HASH, "key\n");
    assertThat(valid("inline.yml").toString()).doesNotContain("secret,");
  }

  @Test
  void certificates_mayStandInTheFile() throws Exception {
    WebTls tls = valid("inline.yml").tls().orElseThrow();
    assertThat(tls.certificate()).startsWith("-----BEGIN CERTIFICATE-----\n");
    assertThat(tls.key().reveal()).isEqualTo("secret");
    assertThat(tls.clientAuthorities()).hasValue("authority");
    assertThat(tls.clientAuth()).isEqualTo(ClientAuth.VERIFY_IF_GIVEN);
    assertThat(tls.oldest()).isEqualTo(TlsVersion.TLS12);
    assertThat(tls.newest()).isEqualTo(TlsVersion.TLS13);
    assertThat(read).hasSize(1);
  }

  @Test
  void nothing_isAskedFor() throws Exception {
    assertThat(valid("empty.yml")).isEqualTo(WebConfig.NONE);
    assertThat(valid("left-empty.yml").ignored())
        .containsExactly("tls_server_config without a certificate");
    assertThat(valid("left-empty.yml").tls()).isEmpty();
  }

  @Test
  void everyKey_isInTheExamples() throws Exception {
    String examples =
        Files.readString(ROOT.resolve("valid/everything.yml"))
            + Files.readString(ROOT.resolve("valid/inline.yml"));
    assertThat(WebConfigReader.KEYS.rows())
        .extracting(key -> key.path().substring(key.path().lastIndexOf('.') + 1) + ":")
        .allSatisfy(key -> assertThat(examples).contains(key));
  }

  @Test
  void eachInvalidFixture_hasExactlyTheMessagesInTheTable() throws Exception {
    try (Stream<Path> files = Files.list(ROOT.resolve("invalid"))) {
      List<String> actual = files.sorted().flatMap(file -> problems(file).stream()).toList();

      assertThat(actual).isEqualTo(Files.readAllLines(ROOT.resolve("invalid-messages.txt")));
      assertThat(actual).noneMatch(message -> message.contains("hush") || message.contains(HASH));
    }
  }

  @Test
  void relativeFile_isLookedForBesideTheFile() throws Exception {
    Files.createDirectory(folder.resolve("web"));
    Files.writeString(folder.resolve("web/c.pem"), "c");
    Path file = folder.resolve("web/web.yml");
    Files.writeString(file, "tls_server_config: {cert_file: c.pem, key_file: %s}".formatted(file));
    WebTls tls = WebConfigFile.load(file, read::add).tls().orElseThrow();
    assertThat(tls.certificate()).isEqualTo("c");
    assertThat(tls.key().reveal()).startsWith("tls_server_config");
  }

  @Test
  void tableInTheReadme_isThatOfTheKeys() throws IOException {
    String rows =
        WebConfigReader.KEYS.rows().stream().map(KeyRow::markdown).collect(Collectors.joining());
    GeneratedFile.checkSection(
        Path.of("README.md"),
        "webconfig",
        "| Key | Type | Default | Meaning |\n|---|---|---|---|\n" + rows);
  }

  private WebConfig valid(String name) throws ConfigException {
    return WebConfigFile.load(ROOT.resolve("valid").resolve(name), read::add);
  }

  /** The messages, with paths of this machine left out. */
  private List<String> problems(Path file) {
    ConfigException e =
        catchThrowableOfType(ConfigException.class, () -> WebConfigFile.load(file, read::add));
    assertThat(e).as(file.toString()).isNotNull();
    String invalid = ROOT.resolve("invalid") + "/";
    return e.problems().stream()
        .map(problem -> problem.replace(Path.of("").toAbsolutePath() + "/", ""))
        .map(problem -> problem.replace(invalid, ""))
        .toList();
  }
}
