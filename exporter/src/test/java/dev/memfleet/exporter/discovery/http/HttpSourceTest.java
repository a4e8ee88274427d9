package dev.memfleet.exporter.discovery.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.certificate.Authority;
import dev.memfleet.exporter.client.Connectors;
import dev.memfleet.exporter.discovery.SourceRecorder.RecordedAnswer;
import dev.memfleet.exporter.discovery.SourceRunner;
import dev.memfleet.exporter.fake.GarbageNode;
import dev.memfleet.exporter.fake.NodesServer;
import dev.memfleet.exporter.fake.RefusingNode;
import dev.memfleet.exporter.fake.Script;
import dev.memfleet.exporter.fake.TlsFront;
import dev.memfleet.exporter.node.Credentials;
import dev.memfleet.exporter.node.HttpUrl;
import dev.memfleet.exporter.node.NodeRules;
import dev.memfleet.exporter.node.Secret;
import dev.memfleet.exporter.node.SecretSource;
import dev.memfleet.exporter.node.TlsSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpSourceTest {
  @RegisterExtension static final SourceRunner RUNNER = new SourceRunner();

  private static final String JSON = "200 OK\r\nContent-Type: application/json";
  private static final Duration PATIENT = Duration.ofSeconds(20);

  @TempDir Path folder;

  private final NodesServer server = new NodesServer();

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void list_isItsNodes_askedForAgainAndAgain() throws Exception {
    server.serve("[{\"targets\": [\"a\", \"b:1\"], \"labels\": {\"pool\": \"p\", \"__x\": \"\"}}]");
    assertThat(start("/sd?x=1"))
        .isEqualTo(new RecordedAnswer(List.of("a:11211{pool=p}", "b:1{pool=p}"), List.of()));
    assertThat(server.requests())
        .contains(
            "GET /sd?x=1 HTTP/1.1",
            "host: " + server,
            "Accept: application/json",
            "User-Agent: memfleet-exporter",
            "X-Prometheus-Refresh-Interval-Seconds: 0.01");

    server.serve("[]");
    RUNNER.recorder().await(answer -> answer.nodes().isEmpty() && answer.problems().isEmpty());
    server.serve(NodesServer.list("[::1]:2"));
    RUNNER.recorder().await(answer -> answer.nodes().equals(List.of("[::1]:2")));
    RUNNER.stop();
    server.awaitOpen(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json; charset=utf-8",
        "Application/JSON;charset=\"UTF-8\"",
        "application/json\r\nTransfer-Encoding: identity"
      })
  void contentTypes_thatAreJson_areRead(String type) throws Exception {
    server.apply(NodesServer.page("200 OK\r\nContent-Type: " + type, NodesServer.list("a")));
    assertThat(start("/").nodes()).containsExactly("a:11211");
  }

  @Test
  void chunkedBody_isRead() throws Exception {
    server.apply(
        (request, client) ->
            client.send(
                "HTTP/1.1 "
                    + JSON
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "9\r\n[{\"target\r\n8\r\ns\":[\"a\"]\r\n2\r\n}]\r\n0\r\n\r\n"));
    assertThat(start("/").nodes()).containsExactly("a:11211");
  }

  // spotless:off
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      500 Internal Server Error                        | []    | : status 500
      204 No Content                                   |       | : status 204
      401 Unauthorized                                 | []    | : status 401
      302 Found                                        |       | : status 302
      304 Not Modified                                 |       | : status 304
      200 OK                                           | []    | : content type: expected application/json, found none
      200 OK;Content-Type: text/html                   | []    | : content type: expected application/json, found "text/html"
      200 OK;Content-Type: application/json; charset=x | []    | : content type: expected application/json, found "application/json; charset=x"
      JSON                                             | `[`   | :1:2: Unexpected end-of-input: expected close marker for Array
      JSON                                             | {}    | : not a list in JSON
      JSON                                             | - targets: [a] | : not a list in JSON
      JSON                                             |       | : not a list in JSON
      JSON                                             | [{"targets": ["a:b"]}] | :1:15: [0].targets[0]: "a:b": port is not a number (expected host, host:port, [ipv6]:port or /path/of.sock)
      JSON                                             | [{"labels": {"slab": "1"}}] | :1:14: [0].labels: label "slab" is one of the exporter's own
      302 Found;Location: ftp://127.0.0.1/             |       | : invalid redirect: not a URL: neither http nor https (expected http:// or https://, host:port and a path)
      302 Found;Location: http://u:hunter2@127.0.0.1/  |       | : invalid redirect: not a URL: it must not contain user info, use basic_auth (expected http:// or https://, host:port and a path)
      302 Found;Location: /?again                      |       | ?<secret>: too many redirects
      """)
  // spotless:on
  void badAnswer_isAFailure_andSaysWhy(String head, String body, String problem) throws Exception {
    String headers = head.equals("JSON") ? JSON : head.replaceFirst(";", "\r\n");
    server.apply(NodesServer.page(headers, body == null ? "" : body));

    assertThat(start("/"))
        .isEqualTo(new RecordedAnswer(List.of(), List.of(server.url("/") + problem)));
    server.serve(NodesServer.list("a"));
    RUNNER.recorder().await(answer -> answer.nodes().equals(List.of("a:11211")));
  }

  @Test
  void everyMistakeOfAList_isReported() throws Exception {
    server.serve("[{\"targets\": [\"a:b\", \"c:d\"]}]");
    assertThat(start("/").problems()).hasSize(2).allMatch(text -> text.startsWith("http://127."));
  }

  @Test
  void bodyTooLong_isGivenUpOn() throws Exception {
    String space = " ".repeat(1 << 20);
    server.apply(
        (request, client) -> {
          client.send("HTTP/1.1 " + JSON + "\r\n\r\n");
          while (true) {
            client.send(space);
          }
        });
    assertThat(start("/").problems()).containsExactly(server.url("/") + ": longer than 8 MiB");
  }

  @Test
  void serverThatBreaksOff_orIsSilent_orIsGone_isAFailure() throws Exception {
    server.apply(Script.close());
    assertThat(start("/").problems()).containsExactly(server.url("/") + ": Connection was closed");
    server.apply(Script.sendAndClose("HTTP/1.1 " + JSON + "\r\nContent-Length: 9\r\n\r\n[]"));
    assertThat(start("/").problems()).containsExactly(server.url("/") + ": Connection was closed");
    server.apply(Script.sendAndClose("hello\r\n\r\n"));
    assertThat(start("/").problems().get(0)).startsWith(server.url("/") + ": invalid version");
    server.apply(Script.silence());
    assertThat(start(config(server.url("/"), Duration.ofMillis(100))).problems())
        .containsExactly(server.url("/") + ": no complete answer within 100 ms");
    RUNNER.stop();
    server.awaitOpen(0);
    try (RefusingNode none = new RefusingNode()) {
      String url = "http://" + none.address() + "/";
      assertThat(start(config(url, PATIENT)).problems().get(0))
          .startsWith(url + ": cannot connect to " + none.address() + ": ");
    }
    assertThat(start(config("http://no-such-host.invalid/sd", PATIENT)).problems().get(0))
        .startsWith("http://no-such-host.invalid:80/sd: cannot resolve no-such-host.invalid:80");
  }

  @Test
  void redirects_areFollowed_withCredentialsToTheSameOriginOnly() throws Exception {
    try (NodesServer other = new NodesServer()) {
      other.serve(NodesServer.list("a"));
      server.apply(
          NodesServer.byPath(
              Map.of(
                  "/sd", NodesServer.status("301 Moved\r\nLocation: next?token=1"),
                  "/next?token=1",
                      NodesServer.status("307 Away\r\nLocation: " + other.url("/there#x")))));

      assertThat(start(withSecrets(server.url("/sd"))).nodes()).containsExactly("a:11211");
      RUNNER.stop();
      String login = Base64.getEncoder().encodeToString("me:hunter2".getBytes(US_ASCII));
      assertThat(server.requests().stream().filter(line -> line.startsWith("Authorization: ")))
          .hasSizeGreaterThanOrEqualTo(2)
          .containsOnly("Authorization: Basic " + login);
      assertThat(server.requests()).contains("X-Token: hunter3");
      assertThat(other.requests())
          .contains("GET /there HTTP/1.1", "host: " + other)
          .noneMatch(line -> line.matches("(?i)(authorization|x-token): .*"));
    }
  }

  private NodesUrl withSecrets(String url) throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "hunter2\n");
    return new NodesUrl(
        HttpUrl.parse(url),
        Duration.ofMillis(10),
        PATIENT,
        Map.of("X-Token", new Secret("hunter3")),
        Optional.of(new Credentials("me", new SecretSource.InFile(password))),
        Optional.empty());
  }

  @Test
  void passwordFileThatIsGone_isAFailure() throws Exception {
    NodesUrl config = withSecrets(server.url("/"));
    Files.delete(folder.resolve("password"));
    assertThat(start(config).problems())
        .containsExactly(
            server.url("/")
                + ": cannot read the password: no such file: "
                + folder.resolve("password"));
    assertThat(server.accepted()).isZero();
  }

  @Test
  void tls_isSpoken_asTheSettingsSay() throws Exception {
    Authority authority = new Authority("servers");
    Authority clients = new Authority("clients");
    Files.writeString(folder.resolve("ca.pem"), authority.pem());
    clients.issue("agent").write(folder, "agent");
    server.serve(NodesServer.list("a"));
    try (TlsFront tls =
            TlsFront.of(
                RUNNER.loop(), server, authority.issue("127.0.0.1"), TlsFront.wanting(clients));
        TlsFront named = TlsFront.of(RUNNER.loop(), server, authority.issue("sd.test"))) {
      String url = "https://" + tls.address() + "/";
      assertThat(start(https(url, settings(true, "", false)))).isEqualTo(answer("a:11211"));
      assertThat(server.requests()).contains("host: " + tls.address());
      assertThat(start(https(url, settings(false, "", false))).problems().get(0))
          .startsWith(url + ": ");
      assertThat(start(config(url, PATIENT)).problems().get(0))
          .startsWith(url + ": no TLS session: ")
          .contains("unable to find valid certification path");

      String other = "https://" + named.address() + "/";
      assertThat(start(https(other, settings(false, "", false))).problems().get(0))
          .startsWith(other + ": no TLS session: ");
      assertThat(start(https(other, settings(false, "sd.test", false))))
          .isEqualTo(answer("a:11211"));
      assertThat(named.serverNames()).contains("sd.test");
      assertThat(server.requests()).contains("host: " + named.address());
      assertThat(start(https(other, settings(false, "", true)))).isEqualTo(answer("a:11211"));
    }
    try (GarbageNode plain = GarbageNode.noise()) {
      String url = "https://" + plain.address() + "/";
      assertThat(start(https(url, settings(false, "", false))).problems().get(0))
          .startsWith(url + ": no TLS session: the other side does not speak TLS");
    }
  }

  @Test
  void redirectElsewhere_isFollowedWithoutOurCertificate() throws Exception {
    Authority authority = new Authority("servers");
    Authority clients = new Authority("clients");
    Files.writeString(folder.resolve("ca.pem"), authority.pem());
    clients.issue("agent").write(folder, "agent");
    try (NodesServer other = new NodesServer();
        TlsFront strict =
            TlsFront.of(
                RUNNER.loop(), other, authority.issue("127.0.0.1"), TlsFront.wanting(clients));
        TlsFront open = TlsFront.of(RUNNER.loop(), other, authority.issue("127.0.0.1"));
        TlsFront first =
            TlsFront.of(
                RUNNER.loop(), server, authority.issue("127.0.0.1"), TlsFront.wanting(clients))) {
      other.serve(NodesServer.list("a"));
      NodesUrl page = https("https://" + first.address() + "/", settings(true, "", false));
      server.apply(
          NodesServer.status("302 Found\r\nLocation: https://" + open.address() + "/there"));
      assertThat(start(page)).isEqualTo(answer("a:11211"));
      server.apply(
          NodesServer.status("302 Found\r\nLocation: https://" + strict.address() + "/there"));
      assertThat(start(page).problems().get(0))
          .startsWith("https://" + strict.address() + "/there: ");
    }
  }

  private TlsSettings settings(boolean ours, String serverName, boolean insecure) {
    return new TlsSettings(
        Optional.of(folder.resolve("ca.pem")),
        Optional.of(folder.resolve("agent.pem")).filter(file -> ours),
        Optional.of(folder.resolve("agent.key")).filter(file -> ours),
        Optional.of(serverName).filter(name -> !name.isEmpty()),
        insecure);
  }

  private static NodesUrl https(String url, TlsSettings tls) {
    return new NodesUrl(
        HttpUrl.parse(url),
        Duration.ofHours(1),
        PATIENT,
        Map.of(),
        Optional.empty(),
        Optional.of(tls));
  }

  private static RecordedAnswer answer(String node) {
    return new RecordedAnswer(List.of(node), List.of());
  }

  private static NodesUrl config(String url, Duration timeout) {
    return new NodesUrl(
        HttpUrl.parse(url),
        Duration.ofMillis(10),
        timeout,
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }

  private RecordedAnswer start(String path) throws Exception {
    return start(config(server.url(path), PATIENT));
  }

  private static RecordedAnswer start(NodesUrl config) throws Exception {
    return RUNNER.start(
        vertx ->
            new HttpSource(
                vertx,
                config,
                new Connectors(vertx).resolver(),
                new NodeRules(Set.of("slab", "instance"), Map.of())));
  }
}
