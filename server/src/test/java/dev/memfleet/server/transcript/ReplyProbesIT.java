package dev.memfleet.server.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every recorded probe: ours answers as memcached 1.6.45 did, however the bytes come, and the
 * distribution's memcached still answers as it did when recorded.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplyProbesIT {
  private static final int MAX_ATTEMPTS = 1000;

  private ReplayServers servers;

  @BeforeAll
  void prepare(@TempDir Path folder) {
    servers = new ReplayServers(folder);
  }

  static List<Arguments> deliveries() throws IOException {
    List<Arguments> cases = new ArrayList<>();
    for (Probe probe : Probe.all()) {
      for (Delivery delivery : Delivery.values()) {
        if (delivery == Delivery.WHOLE || !probe.needsOnePiece()) {
          cases.add(Arguments.of(probe, delivery));
        }
      }
    }
    return cases;
  }

  static List<Probe> probes() throws IOException {
    return Probe.all();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("deliveries")
  void memfleet_answersAsCurrentMemcached(Probe probe, Delivery delivery) throws IOException {
    verify(servers.memfleet, probe, probe.current(), delivery);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("probes")
  void memcached_answersAsRecorded(Probe probe) throws IOException {
    verify(servers.memcached, probe, probe.distributed(), Delivery.WHOLE);
  }

  /** Asks again while a crawler that an earlier probe started keeps the server busy. */
  private static void verify(
      ReplayServer server, Probe probe, Probe.Answer expected, Delivery delivery)
      throws IOException {
    String reply;
    int attempts = 0;
    do {
      reply = ask(server, probe, expected, delivery);
    } while (reply.startsWith("BUSY") && ++attempts < MAX_ATTEMPTS);
    assertThat(reply).matches(expected.whole().pattern());
  }

  private static String ask(
      ReplayServer server, Probe probe, Probe.Answer expected, Delivery delivery)
      throws IOException {
    try (TextClient client =
        probe.choosesCas()
            ? server.connectToOwn(probe.options())
            : server.connect(probe.options())) {
      if (!probe.setup().isEmpty()) {
        client.exchange(probe.setup());
      }
      return expected.closes()
          ? untilClosed(client, probe, delivery)
          : untilSentinel(client, probe, delivery, expected.sentinel());
    }
  }

  private static String untilSentinel(
      TextClient client, Probe probe, Delivery delivery, String sentinel) throws IOException {
    delivery.send(client, probe.request());
    client.send(sentinel);
    return client.finish();
  }

  private static String untilClosed(TextClient client, Probe probe, Delivery delivery)
      throws IOException {
    try {
      delivery.send(client, probe.request());
    } catch (IOException closedBefore) {
      // The server may close before the last piece.
    }
    return client.readToEnd();
  }

  @AfterAll
  void stop() throws IOException {
    servers.close();
  }
}
