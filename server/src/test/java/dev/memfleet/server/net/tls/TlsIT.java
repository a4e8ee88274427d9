package dev.memfleet.server.net.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.Pem;
import dev.memfleet.server.peer.Software;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Encrypted connections to this server and to memcached: the same replies, endings and figures. */
class TlsIT {
  @TempDir private static Path folder;
  private static String[] options = new String[0];

  @BeforeAll
  static void issue() {
    Pem pem = new Pem(folder).authority("ca").issue("ca", "server", Pem.Kind.RSA_PKCS1, 30);
    String files =
        "ssl_chain_cert=" + pem.path("server.pem") + ",ssl_key=" + pem.path("server.key");
    options = new String[] {"-Z", "-o", files + ",ssl_verify_mode=1,ssl_session_cache"};
  }

  /** The copy of the jar has no BoringSSL beside it, the built one has. */
  @ParameterizedTest
  @CsvSource({"false, TLS by jdk", "true, TLS by boringssl"})
  void replies_areMemcacheds(boolean beside, String library) throws IOException {
    try (CacheServer memfleet =
            beside ? Software.MEMFLEET.start(options) : Software.startJava(List.of(), options);
        CacheServer memcached = Software.MEMCACHED.start(options)) {
      assertThat(memfleet.log()).contains(library);
      assertThat(
              memfleet
                  .log()
                  .contains("TLS falls back, takes more CPU: library=jdk reason=\"Failed to load"))
          .isNotEqualTo(beside);
      assertThat(replies(memfleet)).isEqualTo(replies(memcached));
      assertThat(settings(memfleet)).isEqualTo(settings(memcached));
    }
  }

  /**
   * Sends nothing directly after a value of several TLS records, because memcached 1.6.18 loses
   * such input.
   */
  private static List<String> replies(CacheServer server) throws IOException {
    try (TextClient client = server.connect();
        TextClient quitting = server.connect();
        TextClient ending = server.connect()) {
      client.send("set l 0 0 200000\r\n" + "x".repeat(200_000) + "\r\n");
      String stored = client.readLine();
      String here =
          client.exchange(
              "get l l l\r\nset k 1 0 2\r\n41\r\nincr k 1\r\nmg k v s\r\nrefresh_certs\r\nfoo\r\n");
      quitting.send("get k\r\nget l\r\nquit\r\nget k\r\n");
      ending.send("set half 0 0 9\r\nabc");
      return List.of(
          stored, here, quitting.readToEnd(), ending.finish(), client.exchange("get half\r\n"));
    }
  }

  private static Map<String, String> settings(CacheServer server) throws IOException {
    try (TextClient client = server.connect()) {
      Map<String, String> settings = new TreeMap<>(client.stats("settings"));
      settings.keySet().removeIf(key -> !key.startsWith("ssl_"));
      return settings;
    }
  }
}
