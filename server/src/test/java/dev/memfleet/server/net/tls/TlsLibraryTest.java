package dev.memfleet.server.net.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memfleet.server.Server;
import dev.memfleet.server.config.TlsOptions;
import dev.memfleet.server.peer.Pem;
import dev.memfleet.server.peer.TextClient;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which library encrypts, and what only one of them does. */
class TlsLibraryTest {
  @TempDir private static Path folder;
  private static Pem pem;

  @BeforeAll
  static void issue() {
    pem = new Pem(folder).authority("ca").issue("ca", "server", Pem.Kind.RSA_PKCS8, 30);
  }

  @AfterEach
  void chooseFreely() {
    System.clearProperty(TlsLibrary.PROPERTY);
  }

  private static Server start(String suboptions) {
    return Server.start(
        "-Z",
        "-p",
        "-1",
        "-m",
        "4",
        "-t",
        "1",
        "-o",
        "ssl_chain_cert="
            + pem.path("server.pem")
            + ",ssl_key="
            + pem.path("server.key")
            + suboptions);
  }

  @ParameterizedTest
  @CsvSource({
    "'', boringssl",
    "ECDHE-RSA-AES128-GCM-SHA256:AES256-SHA, boringssl",
    "ECDHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES128-GCM-SHA256, jdk"
  })
  void library_isTheOneThatKnowsTheSuites(String ciphers, String library) throws IOException {
    try (Server server = start(ciphers.isEmpty() ? "" : ",ssl_ciphers=" + ciphers);
        TextClient client = TextClient.connect(server.port(), pem.client("ca", ""))) {
      assertThat(client.stats("memfleet")).containsEntry("tls_library", library);
    }
  }

  @ParameterizedTest
  @EnumSource
  void engine_isFreedAfterAFailedHandshake_andItsContextWhenReplaced(TlsLibrary library)
      throws Exception {
    TlsOptions options =
        new TlsOptions(
            true,
            pem.path("server.pem"),
            pem.path("server.key"),
            TlsOptions.Verification.NONE,
            "",
            "",
            16_384,
            false,
            2);
    Vertx vertx = Vertx.vertx();
    try (Certificates certificates = new Certificates(vertx, options, library, 1, () -> {})) {
      SslHandler handler = certificates.handler(ByteBufAllocator.DEFAULT, Security.TLS);
      EmbeddedChannel channel = new EmbeddedChannel(handler);
      assertThat(certificates.refresh()).isEqualTo("OK");
      assertThat(count(handler.engine())).isNotZero();
      assertThatThrownBy(() -> channel.writeInbound(Unpooled.copiedBuffer("get a\r\n", US_ASCII)))
          .hasRootCauseInstanceOf(NotSslRecordException.class);
      channel.close();
      assertThat(count(handler.engine())).isEqualTo(library == TlsLibrary.JDK ? -1 : 0);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get();
    }
  }

  private static int count(Object engine) {
    return ReferenceCountUtil.refCnt(engine);
  }

  @Test
  void libraryForcedThatIsUnknown_isRefused() {
    System.setProperty(TlsLibrary.PROPERTY, "openssl");
    assertThatThrownBy(() -> start(""))
        .hasMessageContaining("memfleet.tls=openssl is not known; expected one of boringssl, jdk");
  }
}
