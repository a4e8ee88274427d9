package dev.memfleet.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.RawHttp;
import dev.memfleet.exporter.peer.Wire;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that no honest client sends, plain and over TLS: each has its answer, and the agent is
 * none the worse.
 */
@ParameterizedClass
@EnumSource(Wire.class)
class HostileRequestsIT {
  private static final String REST = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

  @TempDir static Path folder;
  private static Agent agent;
  private static String log;

  private final Wire wire;

  HostileRequestsIT(Wire wire) {
    this.wire = wire;
  }

  @BeforeParameterizedClassInvocation
  static void start(Wire wire) {
    agent = wire.start(folder, new String[0], "--memcached.address=");
    log = agent.ownLog();
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    agent.close();
  }

  @AfterEach
  void agentIsUnharmed() {
    assertThat(ask("GET /metrics" + REST)).startsWith("HTTP/1.1 200 ");
    assertThat(agent.ownLog()).as("log").isEqualTo(log);
  }

  private String ask(String bytes) {
    return RawHttp.exchange(wire, agent.port(), bytes);
  }

  // spotless:off
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      404 | GET /../../../../etc/passwd
      404 | GET /metrics/../-/healthy
      404 | GET /./metrics
      404 | GET /%2e%2e/%2e%2e/etc/passwd
      404 | GET /..%5c..%5cboot.ini
      404 | GET /metrics%00
      404 | GET /%00
      404 | GET //metrics
      404 | GET /metrics/
      404 | GET /METRICS
      404 | GET /metrics;jsessionid=1
      404 | GET /%6detrics
      404 | GET /-/healthy%20
      404 | GET /favicon.ico
      404 | GET file:///etc/passwd
      404 | GET ?
      404 | GET http://127.0.0.1:1/private
      400 | GET /metrics%
      400 | GET /metrics%zz
      400 | GET /metrics?a=%
      400 | GET /metrics?a=%u0041
      400 | GET /metrics?<script>
      200 | GET /metrics?a=[
      400 | GET \\\\evil\\share
      400 | GET
      404 | GET *
      400 | GET /scrape
      400 | GET /scrape?target=a%0d%0aSet-Cookie:%20x=1
      400 | GET /scrape?target=a%00
      400 | GET /scrape?target=file:///etc/passwd
      400 | GET /scrape?target=http://127.0.0.1:1/
      400 | GET /scrape?target=gopher://127.0.0.1:1/_stats
      200 | GET /metrics?%0d%0aSet-Cookie:%20x=1
      400 | GET /metrics?collect[]=%0d%0a%0d%0a<html>
      405 | TRACE /metrics
      405 | CONNECT /metrics
      405 | OPTIONS /metrics
      405 | PROPFIND /metrics
      405 | BREW /metrics
      405 | get /metrics
      400 | G\u00cbT /metrics
      200 | GET http://evil.invalid/-/healthy
      200 | GET //evil.invalid/-/healthy
      400 | GET /-/healthy HTTP/1.1 more
      200 | GET /-/healthy?../../etc/passwd
      """)
  // spotless:on
  void request_hasItsAnswer(int status, String request) {
    String answer = ask(request + REST);

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(head(answer)).doesNotContain("Set-Cookie");
    assertThat(answer).doesNotContain("root:", "<script>", "<html>");
  }

  // spotless:off
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      200 | GET /-/healthy HTTP/1.1\\r\\nConnection: close\\r\\n\\r\\n
      200 | GET /-/healthy HTTP/1.0\\r\\n\\r\\n
      501 | GET /-/healthy HTTP/9.9\\r\\nConnection: close\\r\\n\\r\\n
      200 | GET /-/healthy HTTP/1.1\\r\\nHost: evil.invalid:99999\\r\\nHost: b\\r\\nConnection: close\\r\\n\\r\\n
      200 | GET /-/healthy HTTP/1.1\\r\\nHost: a\\r\\nX: a\\r\\n folded\\r\\nConnection: close\\r\\n\\r\\n
      200 | GET /-/healthy HTTP/1.1\\r\\nX-Forwarded-For: 127.0.0.1\\r\\nRange: bytes=0-\\r\\nConnection: close\\r\\n\\r\\n
      200 | \\r\\n\\r\\nGET /-/healthy HTTP/1.1\\r\\nConnection: close\\r\\n\\r\\n
      400 | GET /-/healthy\\r\\n\\r\\n
      400 | GET /\\r\\nX: injected HTTP/1.1\\r\\n\\r\\n
      400 | nonsense\\r\\n\\r\\n
      400 | GET /-/healthy HTTP/1.1\\r\\nno colon\\r\\n\\r\\n
      400 | GET /-/healthy HTTP/1.1\\r\\nbad name: x\\r\\n\\r\\n
      400 | POST /-/healthy HTTP/1.1\\r\\nContent-Length: 5\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\n
      400 | POST /-/healthy HTTP/1.1\\r\\nContent-Length: 5\\r\\nContent-Length: 6\\r\\n\\r\\n12345
      400 | POST /-/healthy HTTP/1.1\\r\\nContent-Length: -5\\r\\n\\r\\n
      400 | POST /-/healthy HTTP/1.1\\r\\nContent-Length: 1e3\\r\\n\\r\\n
      400 | POST /-/healthy HTTP/1.1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nffffffffffffffffff\\r\\n
      400 | POST /-/healthy HTTP/1.1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\ngarbage\\r\\n
      400 | POST /-/healthy HTTP/1.1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n-1\\r\\n
      501 | POST /-/healthy HTTP/1.1\\r\\nTransfer-Encoding: gzip, chunked\\r\\n\\r\\n
      """)
  // spotless:on
  void wireForm_hasItsAnswer(int status, String escaped) {
    String answer = ask(escaped.translateEscapes());

    assertThat(answer).matches("(?s)HTTP/[0-9.]+ " + status + " .*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0\0\0\0\r\n\r\n",
        "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003\r\n\r\n",
        "GET mailto:someone HTTP/1.1\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "stats\r\n",
        "*1\r\n$4\r\nPING\r\n",
        "\u00ff\u00f4\u00ff\u00fd\u0006\r\n\r\n"
      })
  void otherProtocols_areRefused_insteadOfTlsToo(String bytes) {
    for (String answer : List.of(ask(bytes), RawHttp.exchange(agent.port(), bytes))) {
      assertThat(answer)
          .satisfiesAnyOf(
              a -> assertThat(a).isEmpty(),
              a -> assertThat(a).startsWith("HTTP/1.1 40"),
              a -> assertThat(a).as("another version").matches("(?s)HTTP/[029.]+ 501 .*"),
              a -> assertThat(a).as("alert").startsWith("\u0015\u0003"));
    }
  }

  @Test
  void longRequestLine_isCutOff() {
    String answer = ask("GET /" + "a".repeat(1 << 20) + REST);

    assertThat(answer).isEmpty();
  }

  @Test
  void headerOfOneMebibyte_isCutOff() {
    String header = "X: " + "a".repeat(1 << 20) + "\r\n\r\n";

    assertThat(ask("GET /-/healthy HTTP/1.1\r\n" + header)).isEmpty();
    assertThat(ask("GET /-/healthy HTTP/1.1\r\n" + "X: a\r\n".repeat(200_000))).isEmpty();
  }

  @Test
  void manyHeaders_areCutOff() {
    StringBuilder request = new StringBuilder("GET /-/healthy HTTP/1.1\r\n");
    for (int i = 0; i < 101; i++) {
      request.append("X-").append(i).append(": a\r\n");
    }

    assertThat(ask(request + "\r\n")).isEmpty();
  }

  @Test
  void bodyWithoutEnd_isRefused() {
    String head = "POST /-/healthy HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
    String chunk = "1000\r\n" + "a".repeat(4096) + "\r\n";

    assertThat(ask(head + chunk.repeat(17))).startsWith("HTTP/1.1 413 ");
  }

  @Test
  void pipelinedRequests_areAnsweredInOrder() {
    String answers =
        ask(
            "GET /-/healthy HTTP/1.1\r\n\r\n".repeat(200)
                + "GET /nowhere HTTP/1.1\r\n\r\n"
                + "HEAD /metrics HTTP/1.1\r\n\r\n"
                + "GET /-/ready HTTP/1.1\r\nConnection: close\r\n\r\n"
                + "GET /metrics HTTP/1.1\r\n\r\n");

    assertThat(answers.split("is healthy\\.", -1)).hasSize(201);
    assertThat(answers).containsSubsequence("is healthy", "404", "version=0.0.4", "is ready");
    assertThat(answers).doesNotContain("# TYPE");
  }

  @Test
  void headOfEveryPage_hasNoBody() {
    for (String path : new String[] {"/", "/metrics", "/-/self", "/-/healthy", "/nowhere"}) {
      String answer =
          ask("HEAD " + path + " HTTP/1.1\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n");

      assertThat(answer).as(path).startsWith("HTTP/1.1 ").endsWith("\r\n\r\n");
    }
  }

  private static String head(String answer) {
    return answer.split("\r\n\r\n", 2)[0];
  }
}
