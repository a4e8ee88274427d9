package dev.memfleet.exporter.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memfleet.exporter.certificate.Authority;
import dev.memfleet.exporter.certificate.Issued;
import dev.memfleet.exporter.cli.ListenAddress;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.http.access.WebGuard;
import dev.memfleet.exporter.http.pages.ProbePages;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages over TLS, with and without certificates of clients. */
@Timeout(60)
class TlsPagesTest {
  private static final EventLoop LOOP = new EventLoop();
  private static final Authority AGENTS = new Authority("agents");
  private static final Authority CLIENTS = new Authority("clients");
  private static final Issued KNOWN = CLIENTS.issue("prometheus");
  private static final Issued STRANGE = new Authority("strangers").issue("prometheus");

  @TempDir Path folder;

  private final Issued expired = CLIENTS.issue(Instant.now().minusSeconds(60), "prometheus");
  private final WebGuard guard = new WebGuard();
  private final HttpEndpoint http = new HttpEndpoint(LOOP.vertx(), guard, Limits.ofProcess(100));
  private int port;

  @AfterEach
  void stop() throws Exception {
    http.stop(Duration.ZERO);
  }

  @AfterAll
  static void close() throws Exception {
    LOOP.close();
  }

  private void apply(String settings) throws Exception {
    Files.writeString(folder.resolve("clients.pem"), CLIENTS.pem());
    Path file = folder.resolve("web.yml");
    Files.writeString(
        file,
        "tls_server_config:\n  cert_file: agent.pem\n  key_file: agent.key\n  " + settings + "\n");
    guard.apply(file, path -> {});
  }

  private void listen(String settings) throws Exception {
    AGENTS.issue("127.0.0.1").write(folder, "agent");
    apply(settings);
    http.route("/-/healthy", ProbePages.healthy(List::of));
    port = http.listen(new ListenAddress("127.0.0.1", 0));
  }

  @ParameterizedTest
  @CsvSource({
    "NoClientCert, true, true, true, true",
    "RequestClientCert, true, true, true, true",
    "RequireAnyClientCert, false, true, true, true",
    "VerifyClientCertIfGiven, true, true, false, true", // kept back: not of the authorities named
    "RequireAndVerifyClientCert, false, true, false, false"
  })
  void clients_areLetInByTheirCertificates(
      String type, boolean none, boolean known, boolean old, boolean strange) throws Exception {
    boolean verified = type.contains("Verify");
    listen("client_auth_type: " + type + (verified ? "\n  client_ca_file: clients.pem" : ""));
    for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
      assertLetIn(none, null, version);
      assertLetIn(known, KNOWN, version);
      assertLetIn(old, expired, version);
      assertLetIn(strange, STRANGE, version);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RequireAnyClientCert", "RequireAndVerifyClientCert"})
  void clients_needAnAllowedName(String type) throws Exception {
    String ca = type.contains("Verify") ? "\n  client_ca_file: clients.pem" : "";
    listen("client_auth_type: " + type + ca + "\n  client_allowed_sans: [prometheus, 10.0.0.1]");
    assertLetIn(true, KNOWN, "TLSv1.3");
    assertLetIn(true, CLIENTS.issue("other", "10.0.0.1"), "TLSv1.3");
    assertLetIn(false, CLIENTS.issue("prometheus.example", "10.0.0.2"), "TLSv1.3");
    assertLetIn(false, null, "TLSv1.3");
  }

  @Test
  void versions_areThoseAsked() throws Exception {
    listen("min_version: TLS13");
    assertLetIn(false, null, "TLSv1.2");
    assertLetIn(true, null, "TLSv1.3");
    apply("max_version: TLS12");
    assertLetIn(true, null, "TLSv1.2");
    assertLetIn(false, null, "TLSv1.3");
  }

  @Test
  void cipherSuites_areThoseAsked() throws Exception {
    listen("cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384]");
    assertThat(cipherSuite("TLSv1.2")).isEqualTo("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
    assertThat(cipherSuite("TLSv1.3")).startsWith("TLS_AES_");
  }

  @Test
  void certificates_areRotatedWithoutAnotherListener() throws Exception {
    listen("client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: clients.pem");
    assertLetIn(true, KNOWN, "TLSv1.3");
    Authority next = new Authority("next");
    Issued agent = next.issue("127.0.0.1");
    agent.write(folder, "agent");
    apply("client_auth_type: NoClientCert");
    assertThatThrownBy(() -> get(client(AGENTS, null, "TLSv1.3"))).isInstanceOf(IOException.class);
    assertThat(get(client(next, null, "TLSv1.3"))).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void longPage_arrivesWhole(HttpClient.Version version) throws Exception {
    listen("min_version: TLS12");
    http.route("/long", exchange -> exchange.page("text/plain", new LongPage()));
    HttpClient client =
        HttpClient.newBuilder().version(version).sslContext(AGENTS.trusted()).build();

    HttpResponse<String> page = client.send(request("/long"), BodyHandlers.ofString());

    assertThat(page.version()).isEqualTo(version);
    assertThat(page.body()).isEqualTo(LongPage.TEXT);
  }

  private void assertLetIn(boolean expected, @Nullable Issued own, String version)
      throws Exception {
    boolean letIn;
    try {
      letIn = get(client(AGENTS, own, version)) == 200;
    } catch (IOException refused) {
      letIn = false;
    }
    assertThat(letIn).as("%s with %s", version, own).isEqualTo(expected);
  }

  private int get(HttpClient client) throws Exception {
    return client.send(request("/-/healthy"), BodyHandlers.ofString()).statusCode();
  }

  private String cipherSuite(String version) throws Exception {
    return client(AGENTS, null, version)
        .send(request("/-/healthy"), BodyHandlers.ofString())
        .sslSession()
        .orElseThrow()
        .getCipherSuite();
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(20))
        .build();
  }

  private static HttpClient client(Authority trusted, @Nullable Issued own, String version)
      throws Exception {
    KeyManager[] keys =
        own == null
            ? new KeyManager[0]
            : new PemKeyCertOptions()
                .addCertValue(Buffer.buffer(own.certificate()))
                .addKeyValue(Buffer.buffer(own.key()))
                .getKeyManagerFactory(LOOP.vertx())
                .getKeyManagers();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        keys,
        new PemTrustOptions()
            .addCertValue(Buffer.buffer(trusted.pem()))
            .getTrustManagerFactory(LOOP.vertx())
            .getTrustManagers(),
        null);
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {version});
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(context)
        .sslParameters(parameters)
        .build();
  }
}
