package dev.memfleet.exporter.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memfleet.exporter.cli.ListenAddress;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fake.LogLines;
import dev.memfleet.exporter.http.access.WebGuard;
import dev.memfleet.exporter.http.pages.ConfigPage;
import dev.memfleet.exporter.http.pages.LandingPage;
import dev.memfleet.exporter.http.pages.Links;
import dev.memfleet.exporter.http.pages.ProbePages;
import dev.memfleet.exporter.peer.RawHttp;
import dev.memfleet.exporter.self.BuildInfo;
import dev.memfleet.exporter.self.InternalErrors;
import dev.memfleet.exporter.self.InternalErrors.Component;
import dev.memfleet.exporter.self.SelfMetrics;
import dev.memfleet.exporter.self.SelfValues;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpEndpointTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private static final EventLoop LOOP = new EventLoop();

  private static final Limits SHORT =
      new Limits(
          1000,
          Duration.ofSeconds(1),
          Duration.ofSeconds(8),
          Duration.ofMillis(500),
          Duration.ofSeconds(10));

  private final HttpEndpoint http = new HttpEndpoint(LOOP.vertx(), new WebGuard(), SHORT);
  private final HttpClient client = HttpClient.newHttpClient();
  private int port;

  @BeforeEach
  void listen() throws IOException {
    port = http.listen(new ListenAddress("127.0.0.1", 0));
    http.route("/-/healthy", ProbePages.healthy(List::of));
    http.route("/page", page("metric 1\n"));
    http.route("/empty", page(""));
  }

  @AfterAll
  static void close() throws Exception {
    LOOP.close();
  }

  @AfterEach
  void stop() throws InterruptedException {
    http.stop(Duration.ZERO);
  }

  private static Route page(String text) {
    return exchange ->
        exchange.page(
            "text/plain",
            out -> {
              out.write(text.getBytes(ISO_8859_1));
              return false;
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"/unknown", "/page/", "/pag", "//page", "/page/x", "/%70age"})
  void unknownPath_is404(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
  void otherMethods_are405AndListTheAllowedOnes(String method) throws Exception {
    HttpResponse<String> response =
        send(request("/page").method(method, BodyPublishers.ofString("body")));
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
    assertThat(get("/page").body()).isEqualTo("metric 1\n");
  }

  @Test
  void pathToPostTo_takesNoOtherMethod() throws Exception {
    http.post("/do", page("done\n"));
    HttpResponse<String> read = get("/do");
    assertThat(read.statusCode()).isEqualTo(405);
    assertThat(read.headers().firstValue("Allow")).hasValue("POST");
    assertThat(send(request("/do").POST(BodyPublishers.noBody())).body()).isEqualTo("done\n");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          200, -, -, agent.test
          200, http://127.0.0.1:9150, -, 127.0.0.1:9150
          200, http://127.0.0.1:9150, same-origin, 127.0.0.1:9150
          200, http://LOCALHOST, same-origin, localhost:80
          200, http://[::1]:9150, same-origin, [::1]:9150
          200, -, none, 127.0.0.1:9150
          403, http://evil.test, -, 127.0.0.1:9150
          403, http://evil.test, cross-site, 127.0.0.1:9150
          403, -, cross-site, 127.0.0.1:9150
          403, -, same-site, 127.0.0.1:9150
          403, null, -, 127.0.0.1:9150
          403, http://127.0.0.1:9151, -, 127.0.0.1:9150
          403, https://127.0.0.1:9150, -, 127.0.0.1:9150
          403, http://evil.test:9150, same-origin, evil.test:9150
          403, http://127.0.0.1.evil.test, same-origin, 127.0.0.1.evil.test
          403, http://127.0.0.1:9150, -, -
          """)
  void post_fromAnotherSite_isRefused(
      int status, @Nullable String origin, @Nullable String site, @Nullable String host) {
    http.post("/do", page("done\n"));
    String headers =
        (origin == null ? "" : "Origin: " + origin + "\r\n")
            + (site == null ? "" : "Sec-Fetch-Site: " + site + "\r\n")
            + (host == null ? "" : "Host: " + host + "\r\n");
    assertThat(
            RawHttp.exchange(port, "POST /do HTTP/1.1\r\nConnection: close\r\n" + headers + "\r\n"))
        .startsWith("HTTP/1.1 " + status + " ");
  }

  @Test
  void everyAnswer_keepsBrowsersFromMakingMoreOfIt() throws Exception {
    for (String path : new String[] {"/page", "/-/healthy", "/nowhere"}) {
      HttpHeaders headers = get(path).headers();
      assertThat(headers.firstValue("Content-Security-Policy").orElse("")).contains("'self'");
      assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(headers.firstValue("X-Frame-Options")).hasValue("deny");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, nonsense",
    "400, GET /% HTTP/1.1",
    "501, 'POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked'"
  })
  void answerToWhatIsNoRequest_doesSoToo(int status, String line) {
    assertThat(RawHttp.exchange(port, line + "\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 " + status + " ")
        .containsPattern("(?i)\r\nContent-Security-Policy: default-src 'self'")
        .containsPattern("(?i)\r\nX-Content-Type-Options: nosniff\r\n")
        .containsPattern("(?i)\r\nX-Frame-Options: deny\r\n");
  }

  @Test
  void targetThatIsNoPath_endsTheConnection() {
    assertThat(RawHttp.exchange(port, "GET mailto:someone HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/page", "/-/healthy", "/empty"})
  void head_hasTheStatusAndNoBody(String path) throws Exception {
    HttpResponse<String> response = send(request(path).method("HEAD", BodyPublishers.noBody()));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValue("Content-Type")).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip|true", "GZIP|true", "deflate, gzip;q=0.5|true", "gzip ; q=1|true", "gzip;q=0|false",
        "gzip;q=0.00|false", "gzip; q=0|false", "deflate|false", "identity|false", "gzipped|false"
      })
  void gzip_whenTheClientTakesIt(String accepted, boolean gzip) throws Exception {
    HttpResponse<byte[]> response =
        client.send(
            request("/page").header("Accept-Encoding", accepted).build(),
            BodyHandlers.ofByteArray());
    assertThat(response.headers().firstValue("Content-Encoding").isPresent()).isEqualTo(gzip);
    byte[] body =
        gzip
            ? new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes()
            : response.body();
    assertThat(new String(body, ISO_8859_1)).isEqualTo("metric 1\n");
  }

  @Test
  void emptyPage_hasNoBody() throws Exception {
    assertThat(get("/empty").body()).isEmpty();
  }

  @Test
  void shortPage_hasALength_longPageIsChunked() throws Exception {
    http.route("/long", exchange -> exchange.page("text/plain", new LongPage()));
    assertThat(get("/page").headers().firstValue("Content-Length")).hasValue("9");
    HttpResponse<String> response = get("/long");
    assertThat(response.headers().firstValue("Transfer-Encoding")).hasValue("chunked");
    assertThat(response.body()).isEqualTo(LongPage.TEXT);
  }

  @Test
  void routeFails_is500_andCounted_andTheEndpointLivesOn() throws Exception {
    InternalErrors errors = new InternalErrors();
    http.onError(cause -> errors.caught(Component.PAGE, cause));
    http.route(
        "/throws",
        exchange -> {
          throw new IllegalStateException("broken");
        });
    http.route("/fails", exchange -> Future.failedFuture(new AssertionError("broken")));
    http.route(
        "/error",
        exchange -> {
          throw new StackOverflowError();
        });
    http.route("/half", failingAfter(1000));
    List<String> paths = List.of("/throws", "/fails", "/error", "/half", "/throws", "/fails");
    try (LogLines log = LogLines.of(InternalErrors.class)) {
      for (String path : paths) {
        HttpResponse<String> response = send(request(path).header("Accept-Encoding", "gzip"));
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).isEqualTo("internal error\n");
        assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
      }
      assertThat(log.lines())
          .containsExactlyElementsOf(Collections.nCopies(4, "SEVERE internal error where=page"));
      assertThat(log.records().get(0).getThrown()).hasMessage("broken");
    }
    SelfMetrics self = new SelfMetrics(new BuildInfo("1", "a", "b"));
    errors.register(self);
    assertThat(SelfValues.of(self, "memcached_exporter_internal_errors_total", "page"))
        .isEqualTo(6);
    assertThat(get("/page").statusCode()).isEqualTo(200);
  }

  @Test
  void routeFails_midStream_isNoWholePage() throws Exception {
    http.route("/long", failingAfter(2_000_000));
    assertThatThrownBy(() -> get("/long")).isInstanceOf(IOException.class);
    assertThat(get("/page").statusCode()).isEqualTo(200);
  }

  private static Route failingAfter(int bytes) {
    return exchange ->
        exchange.page(
            "text/plain",
            new PageSource() {
              private int left = bytes;

              @Override
              public boolean writeNext(OutputStream out) throws IOException {
                if (left <= 0) {
                  throw new IllegalStateException("broken");
                }
                out.write(new byte[Math.min(left, 10_000)]);
                left -= 10_000;
                return true;
              }
            });
  }

  @Test
  void clientGoesAway_theEndpointLivesOn() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    http.route(
        "/endless",
        exchange ->
            exchange
                .page(
                    "text/plain",
                    out -> {
                      out.write(new byte[64 * 1024]);
                      return true;
                    })
                .onFailure(ignored -> gone.countDown()));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1));
      assertThat(socket.getInputStream().read()).isEqualTo('H');
    }
    assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(get("/page").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /page?a=%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: x\r\n\r\n",
        "nonsense\r\n\r\n"
      })
  void malformedRequest_isRefused(String request) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      byte[] head = socket.getInputStream().readNBytes(10);
      assertThat(new String(head, ISO_8859_1)).startsWith("HTTP/1.1 4");
    }
    assertThat(get("/page").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Length: 0, '', 405",
    "Content-Length: 3, a=b, 405",
    "Transfer-Encoding: chunked, '3\r\na=b\r\n0\r\n\r\n', 405",
    "Transfer-Encoding: chunked, 'zz\r\n', 400",
    "Transfer-Encoding: gzip, '', 501",
    "Content-Length: -1, '', 400"
  })
  void body_isReadAndForgotten(String header, String body, int status) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      String request = "POST /page HTTP/1.1\r\nHost: x\r\n" + header + "\r\n\r\n" + body;
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      byte[] head = socket.getInputStream().readNBytes(12);
      assertThat(new String(head, ISO_8859_1)).isEqualTo("HTTP/1.1 " + status);
    }
  }

  @Test
  void body_longerThanAnyUse_isRefused() throws Exception {
    HttpResponse<String> response =
        send(request("/page").method("GET", BodyPublishers.ofByteArray(new byte[64 * 1024 + 1])));
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(send(request("/page").method("GET", BodyPublishers.ofString("short"))).body())
        .isEqualTo("metric 1\n");
  }

  @Test
  void crowdOfUnfinishedRequests_keepsNoClientOut() throws Exception {
    List<Socket> crowd = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        crowd.add(socket);
        socket.getOutputStream().write("GET /page HTTP/1.1\r\nHo".getBytes(ISO_8859_1));
      }
      assertThat(get("/page").body()).isEqualTo("metric 1\n");
      Socket first = crowd.get(0);
      first.setSoTimeout(20_000);
      assertThat(first.getInputStream().read()).as("cut off").isNegative();
    } finally {
      for (Socket socket : crowd) {
        socket.close();
      }
    }
  }

  @Test
  void timeThatTheAgentLost_countsAgainstNoClient() throws Exception {
    long begin = System.nanoTime();
    HttpEndpoint late =
        new HttpEndpoint(
            LOOP.vertx(),
            new AcceptGate(),
            new WebGuard(),
            SHORT,
            () -> Duration.ofNanos(System.nanoTime() - begin),
            "");
    late.route("/page", page("metric 1\n"));
    int latePort = late.listen(new ListenAddress("127.0.0.1", 0));
    try (Socket patient = new Socket(InetAddress.getLoopbackAddress(), latePort);
        Socket other = new Socket(InetAddress.getLoopbackAddress(), port)) {
      assertThat(other.getInputStream().read()).as("closed by its time limit").isNegative();
      patient.getOutputStream().write("GET /page HTTP/1.0\r\n\r\n".getBytes(ISO_8859_1));
      assertThat(new String(patient.getInputStream().readAllBytes(), ISO_8859_1))
          .startsWith("HTTP/1.0 200 ");
    } finally {
      late.stop(Duration.ZERO);
    }
  }

  @Test
  void connection_isKeptForTheNextRequest() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      String[] paths = {"/page", "/-/healthy", "/unknown", "/empty", "/page"};
      for (String path : paths) {
        String request = "HEAD " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
          int c = socket.getInputStream().read();
          assertThat(c).as(path).isNotNegative();
          head.append((char) c);
        }
      }
    }
  }

  @Test
  void ready_is503BeforeAnd200After_landingPageAlways200() throws Exception {
    AtomicBoolean ready = new AtomicBoolean();
    http.route("/-/ready", ProbePages.ready(ready::get));
    http.route(
        "/",
        new LandingPage("1.2.3", () -> 7, new Links("", Optional.empty(), "/metrics", "/scrape")));
    assertThat(get("/-/ready").statusCode()).isEqualTo(503);
    assertThat(get("/").statusCode()).isEqualTo(200);
    ready.set(true);
    assertThat(get("/-/ready").statusCode()).isEqualTo(200);
    assertThat(get("/").body()).contains("1.2.3", "7", "href=\"/metrics\"", "href=\"/config\"");
  }

  @Test
  void config_isTextAsItIsNow() throws Exception {
    AtomicReference<String> yaml = new AtomicReference<>("nodes: []\n");
    http.route("/config", new ConfigPage(yaml::get));
    assertThat(get("/config").body()).isEqualTo("nodes: []\n");
    yaml.set("nodes: [a]\n");
    assertThat(get("/config").body()).isEqualTo("nodes: [a]\n");
  }

  @Test
  void requestLimit_turnsFurtherScrapesAway_andLetsThemInWhenOneEnded() throws Exception {
    Promise<Void> go = Promise.promise();
    SelfMetrics self = new SelfMetrics(new BuildInfo("1", "r", "b"));
    RequestLimit limit = new RequestLimit(2, self);
    CountDownLatch started = new CountDownLatch(2);
    http.route(
        "/slow",
        limit.of(
            exchange -> {
              started.countDown();
              return exchange.here(go.future()).compose(ignored -> exchange.text(200, "slow"));
            }));
    http.route("/limited", limit.of(page("metric 1\n")));
    http.route(
        "/bad",
        limit.of(
            exchange -> {
              throw new BadRequestException("bad");
            }));
    assertThat(get("/bad").statusCode()).isEqualTo(400);
    assertThat(get("/bad").statusCode()).isEqualTo(400);
    List<CompletableFuture<HttpResponse<String>>> asked =
        List.of(
            client.sendAsync(request("/slow").build(), BodyHandlers.ofString()),
            client.sendAsync(request("/slow").build(), BodyHandlers.ofString()));
    assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
    HttpResponse<String> refused = get("/limited");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body())
        .isEqualTo("Limit of concurrent requests reached (2), try again later.\n");
    assertThat(get("/-/healthy").statusCode()).isEqualTo(200);
    go.complete();
    for (CompletableFuture<HttpResponse<String>> slow : asked) {
      assertThat(slow.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
    HttpResponse<String> page = get("/limited");
    while (page.statusCode() == 503) { // until the ends of the slow ones are noted
      page = get("/limited");
    }
    assertThat(page.body()).isEqualTo("metric 1\n");
  }

  @Test
  void requestLimitZero_isNone() {
    SelfMetrics self = new SelfMetrics(new BuildInfo("1", "r", "b"));
    Route route = page("x");
    assertThat(new RequestLimit(0, self).of(route)).isSameAs(route);
  }

  @Test
  void stop_answersWhatIsInFlight() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    Promise<Void> go = Promise.promise();
    http.route(
        "/slow",
        exchange -> {
          started.countDown();
          return exchange.here(go.future()).compose(ignored -> exchange.text(200, "answered"));
        });
    CompletableFuture<HttpResponse<String>> asked =
        client.sendAsync(request("/slow").build(), BodyHandlers.ofString());
    assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Void> stopped =
        CompletableFuture.runAsync(
            () -> {
              try {
                http.stop(LONG);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(stopped).isNotDone();
    go.complete();
    assertThat(asked.get(20, TimeUnit.SECONDS).body()).isEqualTo("answered\n");
    stopped.get(20, TimeUnit.SECONDS);
    assertThatThrownBy(() -> get("/page")).isInstanceOf(IOException.class);
  }

  @Test
  void listen_takenPort_saysWhich() {
    ListenAddress taken = new ListenAddress("127.0.0.1", port);
    assertThatThrownBy(() -> http.listen(taken))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot listen on 127.0.0.1:" + port + ": ");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(LONG);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
