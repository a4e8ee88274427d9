package dev.memfleet.server.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Replays every binary transcript: on our server with each way to split the bytes, and on
 * memcached.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BinaryTranscriptIT {
  /** Sent behind each request; its answer ends the responses. */
  private static final String SENTINEL_OPAQUE = "opaque=305419896";

  private static final String SENTINEL = "noop " + SENTINEL_OPAQUE;

  private static final String SENTINEL_REPLY =
      BinaryText.text(
          ByteBuffer.allocate(24).putShort((short) 0x810a).putInt(12, 305419896).array());

  private ReplayServers servers;

  @BeforeAll
  void prepare(@TempDir Path folder) {
    servers = new ReplayServers(folder);
  }

  static List<BinaryTranscript> transcripts() throws IOException {
    return BinaryTranscript.all();
  }

  static List<Arguments> deliveries() throws IOException {
    return BinaryTranscript.all().stream()
        .flatMap(script -> Stream.of(Delivery.values()).map(how -> Arguments.of(script, how)))
        .toList();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("deliveries")
  void memfleet_playsItsPart(BinaryTranscript transcript, Delivery delivery) throws IOException {
    replay(servers.memfleet, transcript, BinaryTranscript.Response::current, delivery);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("transcripts")
  void memcached_playsItsPart(BinaryTranscript transcript) throws IOException {
    replay(servers.memcached, transcript, BinaryTranscript.Response::distributed, Delivery.WHOLE);
  }

  private static void replay(
      ReplayServer server,
      BinaryTranscript transcript,
      Predicate<BinaryTranscript.Response> version,
      Delivery delivery)
      throws IOException {
    Map<String, Long> captured = new HashMap<>();
    TextClient client = server.connect(transcript.options());
    try {
      for (BinaryTranscript.Step step : transcript.steps()) {
        List<String> expected =
            step.responses().stream()
                .filter(version)
                .map(BinaryTranscript.Response::text)
                .filter(text -> !text.equals("closed"))
                .toList();
        send(client, step, BinaryText.request(step.request(), captured), delivery);
        String reply = step.closes() ? toEnd(client, step, expected) : untilSentinel(client);
        verify(step, expected, reply, captured);
        if (step.closes()) {
          client.close();
          client = server.reconnect();
        }
      }
    } finally {
      client.close();
    }
  }

  /**
   * Sends a request. If the server is to close the connection at this step, it may do so before the
   * last byte is sent.
   */
  private static void send(
      TextClient client, BinaryTranscript.Step step, String request, Delivery delivery)
      throws IOException {
    try {
      delivery.send(client, request);
    } catch (SocketException closed) {
      if (!step.closes()) {
        throw closed;
      }
    }
  }

  /**
   * Reads until the server closes the connection, after sending the sentinel if a response to it is
   * expected.
   */
  private static String toEnd(TextClient client, BinaryTranscript.Step step, List<String> expected)
      throws IOException {
    if (expected.stream().anyMatch(response -> response.contains(SENTINEL_OPAQUE))) {
      send(client, step, BinaryText.request(SENTINEL, Map.of()), Delivery.WHOLE);
    }
    return client.readToEnd();
  }

  private static String untilSentinel(TextClient client) throws IOException {
    client.send(BinaryText.request(SENTINEL, Map.of()));
    String reply = client.readThrough(SENTINEL_REPLY);
    return reply.substring(0, reply.length() - SENTINEL_REPLY.length());
  }

  private static void verify(
      BinaryTranscript.Step step, List<String> expected, String reply, Map<String, Long> captured) {
    int from = 0;
    for (String response : expected) {
      int end = BinaryText.response(response, captured).end(reply, from, captured);
      if (end == ExpectedResponse.MISMATCH) {
        fail("%s: expected %s, got %s", step.request(), response, hex(reply.substring(from)));
      }
      from = end;
    }
    assertThat(hex(reply.substring(from))).as(step.request()).isEmpty();
  }

  private static String hex(String bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      text.append(c > ' ' && c < 127 ? String.valueOf(c) : "<" + (int) c + ">");
    }
    return text.toString();
  }

  @AfterAll
  void stop() throws IOException {
    servers.close();
  }
}
