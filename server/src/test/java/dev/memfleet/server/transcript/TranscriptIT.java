package dev.memfleet.server.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays every transcript: on our server with each way to split the bytes, and on memcached. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TranscriptIT {
  private ReplayServers servers;

  @BeforeAll
  void prepare(@TempDir Path folder) {
    servers = new ReplayServers(folder);
  }

  static List<Transcript> transcripts() throws IOException {
    return Transcript.all();
  }

  static List<Arguments> deliveries() throws IOException {
    return Transcript.all().stream()
        .flatMap(script -> Stream.of(Delivery.values()).map(how -> Arguments.of(script, how)))
        .toList();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("deliveries")
  void memfleet_playsItsPart(Transcript transcript, Delivery delivery) throws IOException {
    replay(servers.memfleet, transcript, Transcript.Step::current, delivery);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("transcripts")
  void memcached_playsItsPart(Transcript transcript) throws IOException {
    replay(servers.memcached, transcript, Transcript.Step::distributed, Delivery.WHOLE);
  }

  private static void replay(
      ReplayServer server,
      Transcript transcript,
      Function<Transcript.Step, String> answer,
      Delivery delivery)
      throws IOException {
    Map<String, String> captured = new HashMap<>();
    try (TextClient client = server.connect(transcript.options())) {
      for (Transcript.Step step : transcript.steps()) {
        delivery.send(client, request(step, captured));
        String expected = answer.apply(step);
        if (expected.equals(Transcript.CLOSED)) {
          assertThat(client.readToEnd()).isEmpty();
        } else {
          ReplyPattern pattern = ReplyPattern.of(expected);
          String reply = client.exchange("");
          assertThat(reply).as(step.request()).matches(pattern.pattern());
          captured.putAll(pattern.captures(reply));
        }
      }
    }
  }

  private static String request(Transcript.Step step, Map<String, String> captured) {
    String request = WireText.decode(step.request());
    for (Map.Entry<String, String> value : captured.entrySet()) {
      request = request.replace("{" + value.getKey() + "}", value.getValue());
    }
    return request;
  }

  @AfterAll
  void stop() throws IOException {
    servers.close();
  }
}
