package dev.memfleet.server.net.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memfleet.server.Server;
import dev.memfleet.server.net.Transports;
import dev.memfleet.server.peer.Pem;
import dev.memfleet.server.peer.Polling;
import dev.memfleet.server.peer.TextClient;
import io.vertx.core.transport.Transport;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Encrypted connections with right, wrong, expired and rotated certificates, by each library. */
@ParameterizedClass
@EnumSource
class TlsTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir private static Path folder;
  private static Pem pem;

  @Parameter private TlsLibrary library = TlsLibrary.JDK;

  @BeforeAll
  static void issue() {
    pem =
        new Pem(folder)
            .authority("ca")
            .authority("other")
            .issue("ca", "server")
            .issue("ca", "next")
            .issue("ca", "client")
            .issue("ca", "expired", Pem.Kind.EC_PKCS8, -1)
            .issue("other", "stranger");
  }

  @BeforeEach
  void choose() {
    System.setProperty(TlsLibrary.PROPERTY, library.label());
  }

  @AfterEach
  void chooseFreely() {
    System.clearProperty(Transports.PROPERTY);
    System.clearProperty(TlsLibrary.PROPERTY);
  }

  private static Server start(String suboptions) {
    return start("127.0.0.1", suboptions);
  }

  private static Server start(String interfaces, String suboptions) {
    return Server.start(
        "-Z",
        "-l",
        interfaces,
        "-p",
        "-1",
        "-m",
        "16",
        "-t",
        "2",
        "-o",
        files("server") + suboptions);
  }

  private static String files(String name) {
    return "ssl_chain_cert="
        + pem.path(name + ".pem")
        + ",ssl_key="
        + pem.path(name + ".key")
        + ",";
  }

  private static TextClient connect(Server server, String name) throws IOException {
    return TextClient.connect(server.port(), pem.client("ca", name));
  }

  static Stream<Transport> transports() {
    return Transports.usable().stream();
  }

  @ParameterizedTest
  @MethodSource("transports")
  void valuesOfManyRecords_comeBackWhole(Transport transport) throws IOException {
    System.setProperty(Transports.PROPERTY, Transports.label(transport));
    try (Server server = start("");
        TextClient client = connect(server, "")) {
      StringBuilder expected = new StringBuilder();
      for (int length : new int[] {0, 1, 16_384, 16_385, 100_000, 700_000}) {
        String value = "v".repeat(length);
        String head = "k" + length + " 0 ";
        assertThat(client.exchange("set " + head + "0 " + length + "\r\n" + value + "\r\n"))
            .isEqualTo("STORED\r\n");
        expected
            .append("VALUE ")
            .append(head)
            .append(length)
            .append("\r\n")
            .append(value)
            .append("\r\n");
      }
      assertThat(client.exchange("get k0 k1 k16384 k16385 k100000 k700000\r\n"))
          .isEqualTo(expected + "END\r\n");
      client.send("get k1\r\nquit\r\n");
      assertThat(client.readToEnd()).isEqualTo("VALUE k1 0 1\r\nv\r\nEND\r\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void key_inEachForm_serves(Pem.Kind kind) throws IOException {
    pem.issue("ca", "own", kind, 30);
    Path both = folder.resolve("both.pem");
    Files.writeString(
        both,
        Files.readString(folder.resolve("own.key")) + Files.readString(folder.resolve("own.pem")));
    for (String files : new String[] {files("own"), "ssl_chain_cert=" + both}) {
      try (Server server = Server.start("-Z", "-p", "-1", "-m", "4", "-t", "1", "-o", files);
          TextClient client = connect(server, "")) {
        assertThat(client.exchange("get a\r\n")).isEqualTo("END\r\n");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, true, true, true, true",
    "1, true, true, false, false",
    "2, false, true, false, false",
    "3, false, true, false, false"
  })
  void clientCertificates_areVerifiedAsTheModeSays(
      String mode, boolean none, boolean right, boolean foreign, boolean expired)
      throws IOException {
    try (Server server = start("ssl_ca_cert=" + pem.path("ca.pem") + ",ssl_verify_mode=" + mode)) {
      assertThat(isServed(server, "")).isEqualTo(none);
      assertThat(isServed(server, "client")).isEqualTo(right);
      assertThat(isServed(server, "stranger")).isEqualTo(foreign);
      assertThat(isServed(server, "expired")).isEqualTo(expired);
    }
  }

  @Test
  void withoutAuthorities_noClientCertificateIsTrusted() throws IOException {
    try (Server server = start("ssl_verify_mode=1")) {
      assertThat(isServed(server, "")).isTrue();
      assertThat(isServed(server, "client")).isFalse();
    }
  }

  private static boolean isServed(Server server, String name) throws IOException {
    // unlike the JDK's client, openssl shows a certificate of an authority that was not asked for
    String[] shown =
        name.isEmpty()
            ? new String[0]
            : new String[] {"-cert", pem.path(name + ".pem"), "-key", pem.path(name + ".key")};
    return openssl(server, "get a\r\nquit\r\n", shown).contains("END\r\n");
  }

  @Test
  void client_thatTrustsAnotherAuthority_failsAndIsCounted() throws IOException {
    try (Server server = start("ssl_session_cache");
        TextClient client = connect(server, "")) {
      assertThatThrownBy(() -> TextClient.connect(server.port(), pem.client("other", "")))
          .hasMessageContaining("certification path");
      awaitHandshakeErrors(client, 1);
      assertThat(client.stats("")).containsEntry("ssl_new_sessions", "1");
    }
  }

  @ParameterizedTest
  @CsvSource({"get a\\r\\n", "''", "\u0016\u0003\u0001\u0002"})
  void client_withoutTls_isClosedAndCounted_andOthersAreServed(String sent) throws IOException {
    try (Server server = start("");
        TextClient client = connect(server, "");
        TextClient plain = TextClient.connect(server.port())) {
      plain.send(sent.translateEscapes());
      assertThat(plain.finish()).doesNotContain("END");
      awaitHandshakeErrors(client, 1);
    }
  }

  private static void awaitHandshakeErrors(TextClient client, int count) {
    Polling.until(
        LIMIT,
        count + " failed handshakes",
        () -> {
          try {
            String now = client.stats("").get("ssl_handshake_errors");
            return String.valueOf(count).equals(now) ? Optional.of(count) : Optional.empty();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Test
  void refresh_takesRotatedFiles_andKeepsThePresentOnesOfBadFiles() throws IOException {
    copy("server", "live");
    try (Server server = Server.start("-Z", "-p", "-1", "-m", "4", "-t", "1", "-o", files("live"));
        TextClient old = connect(server, "")) {
      copy("next", "live");
      long refreshed = System.nanoTime();
      assertThat(old.exchange("refresh_certs\r\n")).isEqualTo("OK\r\n");
      assertThat(subject(server)).contains("CN = next");
      Files.writeString(folder.resolve("live.key"), "no key");
      assertThat(old.exchange("refresh_certs\r\n"))
          .isEqualTo(
              "Error loading the key: "
                  + pem.path("live.key")
                  + ": no key in the file (expected PEM)\r\n");
      copy("server", "live");
      Files.copy(
          folder.resolve("next.key"),
          folder.resolve("live.key"),
          StandardCopyOption.REPLACE_EXISTING);
      assertThat(old.exchange("refresh_certs\r\n")).contains("live.key: it does not belong to");
      assertThat(subject(server)).contains("CN = next");
      long age = Long.parseLong(old.stats("").get("time_since_server_cert_refresh"));
      long most = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - refreshed) + 1;
      assertThat(age).as("seconds since the files were last good").isBetween(0L, most);
    }
  }

  @Test
  void expiredCertificate_isServed_failsClientsThatVerify_andIsReplaced() throws IOException {
    copy("expired", "due");
    try (Server server = Server.start("-Z", "-p", "-1", "-m", "4", "-t", "1", "-o", files("due"))) {
      assertThat(subject(server)).contains("certificate has expired", "VERSION 1.6.45");
      assertThat(openssl(server, "", "-verify_return_error")).contains("certificate verify failed");
      assertThatThrownBy(() -> connect(server, "").close()).hasMessageContaining("validity check");
      copy("next", "due");
      assertThat(openssl(server, "refresh_certs\r\nquit\r\n")).contains("OK\r\n");
      assertThat(openssl(server, "version\r\nquit\r\n", "-verify_return_error"))
          .contains("CN = next", "Verify return code: 0 (ok)", "VERSION 1.6.45");
    }
  }

  private static void copy(String from, String to) throws IOException {
    for (String end : new String[] {".pem", ".key"}) {
      Files.copy(
          folder.resolve(from + end),
          folder.resolve(to + end),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** What openssl says about the server's certificate; it sends a command and ends. */
  private static String subject(Server server) throws IOException {
    return openssl(server, "version\r\nquit\r\n");
  }

  private static String openssl(Server server, String input, String... more) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "openssl",
            "s_client",
            "-ign_eof",
            "-connect",
            "127.0.0.1:" + server.port(),
            "-CAfile",
            pem.path("ca.pem"));
    builder.command().addAll(List.of(more));
    Process process = builder.redirectErrorStream(true).start();
    try (OutputStream out = process.getOutputStream()) {
      out.write(input.getBytes(US_ASCII));
    }
    return new String(process.getInputStream().readAllBytes(), US_ASCII);
  }

  @ParameterizedTest
  @CsvSource({"-tls1_2, TLSv1.2", "-tls1_3, TLSv1.3"})
  void openssl_isServedByEachVersion(String flag, String version) throws IOException {
    try (Server server = start("ssl_ciphers=ECDHE-ECDSA-AES128-GCM-SHA256")) {
      assertThat(openssl(server, "version\r\nquit\r\n", flag))
          .contains("Verify return code: 0 (ok)", "VERSION 1.6.45", version);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', -tls1_3",
    "'', -tls1_2",
    "ssl_session_cache, -tls1_2 -no_ticket",
  })
  void session_isResumed(String suboptions, String flags) throws IOException {
    String file = folder.resolve("session").toString();
    try (Server server = start(suboptions);
        TextClient client = connect(server, "")) {
      List<String> first = new ArrayList<>(List.of(flags.split(" ")));
      List<String> second = new ArrayList<>(first);
      first.addAll(List.of("-sess_out", file));
      second.addAll(List.of("-sess_in", file));
      assertThat(openssl(server, "quit\r\n", first.toArray(String[]::new))).contains("\nNew, ");
      assertThat(openssl(server, "quit\r\n", second.toArray(String[]::new))).contains("\nReused, ");
      if (!suboptions.isEmpty()) {
        assertThat(client.stats("")).containsEntry("ssl_new_sessions", "2");
      }
    }
  }

  @Test
  void leastVersion_refusesOlderClients() throws IOException {
    try (Server server = start("ssl_min_version=3")) {
      assertThat(openssl(server, "", "-tls1_2")).contains("alert protocol version");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true, true",
    "mtls:127.0.0.1, false, true",
    "btls:127.0.0.1, true, true",
    "notls:127.0.0.1, false, false",
    "'0.0.0.0,mtls:127.0.0.1', false, true"
  })
  void prefix_decides(String interfaces, boolean anyone, boolean client) throws IOException {
    int port = freePort();
    String each = interfaces.replace("0,", "0:" + port + ",") + ":" + port;
    try (Server server = start(each, "ssl_verify_mode=1,ssl_ca_cert=" + pem.path("ca.pem"))) {
      assertThat(server.port()).isEqualTo(port);
      assertThat(isServed(server, "")).isEqualTo(anyone);
      assertThat(isServed(server, "client")).isEqualTo(client);
      if (interfaces.startsWith("notls")) {
        try (TextClient plain = TextClient.connect(port)) {
          assertThat(plain.exchange("get a\r\n")).isEqualTo("END\r\n");
        }
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ssl_chain_cert={}/none.pem | Error loading the certificate chain: {}/none.pem: no such file",
        "ssl_chain_cert={}/server.pem | Error loading the key: {}/server.pem: no key in the file (expected PEM)",
        "ssl_chain_cert={}/server.pem,ssl_key={}/none | Error loading the key: {}/none: no such file",
        "ssl_chain_cert={}/server.pem,ssl_key={}/next.key | Error loading the key: {}/next.key: it does not belong to the certificate in {}/server.pem",
        "ssl_chain_cert={}/server.pem,ssl_key={}/server.key,ssl_ca_cert={}/none | Error loading the CA certificate: {}/none:",
        "ssl_chain_cert={}/server.pem,ssl_key={}/server.key,ssl_ciphers=HIGH | Error setting the provided cipher(s): HIGH: \"HIGH\" is not known (expected names like ECDHE-RSA-AES256-GCM-SHA384)"
      })
  void file_thatCannotBeUsed_isNamed(String suboptions, String message) {
    String here = folder.toString();
    assertThatThrownBy(
            () -> Server.start("-Z", "-p", "-1", "-m", "4", "-o", suboptions.replace("{}", here)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(message.replace("{}", here));
  }

  @Test
  void settings_showTheOptions() throws IOException {
    try (Server server = start("ssl_verify_mode=1,ssl_wbuf_size=8,ssl_session_cache");
        TextClient client = connect(server, "")) {
      assertThat(client.stats("memfleet")).containsEntry("tls_library", library.label());
      assertThat(client.stats("settings"))
          .containsAllEntriesOf(
              Map.of(
                  "ssl_enabled", "yes",
                  "ssl_chain_cert", pem.path("server.pem"),
                  "ssl_verify_mode", "1",
                  "ssl_wbuf_size", "8192",
                  "ssl_session_cache", "yes",
                  "ssl_min_version", "tlsv1.2"));
    }
  }
}
