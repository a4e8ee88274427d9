package dev.memfleet.server.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memfleet.server.Server;
import dev.memfleet.server.peer.Polling;
import dev.memfleet.server.peer.TextClient;
import io.vertx.core.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransportsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int RESETS = 200;
  private static final List<String> HALF_REQUESTS =
      List.of("get a b c", "set a 0 0 10\r\nabc", "set a 0 0 1 noreply\r\n1\r\n", "");

  private static final int[] SIZES = {1_000, 40_000, 100_000, 200_000, 600_000, 4_000_000};

  static List<String> labels() {
    return Transports.usable().stream().map(Transports::label).toList();
  }

  @AfterEach
  void chooseFreely() {
    System.clearProperty(Transports.PROPERTY);
  }

  @ParameterizedTest
  @MethodSource("labels")
  void resetInTheMiddleOfARequest_connectionIsGone(String label) throws Exception {
    System.setProperty(Transports.PROPERTY, label);
    try (Server server = Server.start("-l", "127.0.0.1", "-p", "-1", "-t", "2");
        TextClient observer = TextClient.connect(server.port())) {
      for (String request : HALF_REQUESTS) {
        for (int i = 0; i < RESETS; i++) {
          Reset.after(request, server.port());
        }
      }
      awaitAlone(observer);
    }
  }

  private static void awaitAlone(TextClient observer) {
    await("one connection", observer, "", stats -> "1".equals(stats.get("curr_connections")));
  }

  private static void await(
      String what, TextClient observer, String section, Predicate<Map<String, String>> expected) {
    Polling.until(
        LIMIT,
        what,
        () -> {
          try {
            return expected.test(observer.stats(section)) ? Optional.of(true) : Optional.empty();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** Sizes below and above the water marks, in one chunk and in several. */
  @ParameterizedTest
  @MethodSource("labels")
  void valuesOfAllSizes_arriveWhole(String label) throws Exception {
    System.setProperty(Transports.PROPERTY, label);
    try (Server server =
            Server.start("-l", "127.0.0.1", "-p", "-1", "-t", "1", "-m", "128", "-I", "8m");
        TextClient client = TextClient.connect(server.port())) {
      for (int length : SIZES) {
        String value = "x".repeat(length) + "\r\n";
        client.exchange("set a 0 0 " + length + "\r\n" + value);
        String reply = "VALUE a 0 " + length + "\r\n" + value;
        assertThat(client.exchange("get a a\r\n").equals(reply + reply + "END\r\n")).isTrue();
        assertThat(client.exchange("mg a v\r\n").equals("VA " + length + "\r\n" + value)).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("labels")
  void clientThatHasClosedItsSide_getsItsWholeReply(String label) throws Exception {
    System.setProperty(Transports.PROPERTY, label);
    int length = 100_000;
    int times = 300; // more than the sockets' buffers take
    try (Server server = Server.start("-l", "127.0.0.1", "-p", "-1", "-t", "1");
        TextClient observer = TextClient.connect(server.port());
        Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      observer.exchange("set a 0 0 " + length + "\r\n" + "x".repeat(length) + "\r\n");
      client.setSoTimeout((int) LIMIT.toMillis());
      client.getOutputStream().write(("get" + " a".repeat(times) + "\r\n").getBytes(US_ASCII));
      client.shutdownOutput();
      await("a waiting reply", observer, "conns", conns -> conns.containsValue("conn_mwrite"));
      int reply = times * ("VALUE a 0 " + length + "\r\n\r\n").length() + times * length;
      assertThat(client.getInputStream().readAllBytes()).hasSize(reply + "END\r\n".length());
    }
  }

  @ParameterizedTest
  @MethodSource("labels")
  void clientThatHasClosedItsSide_afterAnUnfinishedRequest_isGoneAfterItsReply(String label)
      throws Exception {
    System.setProperty(Transports.PROPERTY, label);
    try (Server server = Server.start("-l", "127.0.0.1", "-p", "-1", "-t", "1");
        TextClient observer = TextClient.connect(server.port())) {
      observer.exchange("set a 0 0 100000\r\n" + "x".repeat(100_000) + "\r\n");
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        client.setSoTimeout((int) LIMIT.toMillis());
        String requests = "get" + " a".repeat(300) + "\r\nvers";
        client.getOutputStream().write(requests.getBytes(US_ASCII));
        client.shutdownOutput();
        await("a waiting reply", observer, "conns", conns -> conns.containsValue("conn_mwrite"));
        assertThat(client.getInputStream().readAllBytes()).endsWith("END\r\n".getBytes(US_ASCII));
      }
      awaitAlone(observer);
    }
  }

  @Test
  void transportForced_isTaken() {
    System.setProperty(Transports.PROPERTY, "nio");
    assertThat(Transports.choose()).isSameAs(Transport.NIO);
  }

  @Test
  void transportForcedThatIsUnknown_isRefused() {
    System.setProperty(Transports.PROPERTY, "carrier-pigeon");
    assertThatThrownBy(Transports::choose)
        .hasMessage(
            "memfleet.transport=carrier-pigeon is not known; expected one of "
                + String.join(", ", labels()));
  }
}
