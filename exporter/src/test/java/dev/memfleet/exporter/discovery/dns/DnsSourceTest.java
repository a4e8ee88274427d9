package dev.memfleet.exporter.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.discovery.SourceRecorder.RecordedAnswer;
import dev.memfleet.exporter.discovery.SourceRunner;
import dev.memfleet.exporter.dns.RecordType;
import dev.memfleet.exporter.fake.DnsAnswer;
import dev.memfleet.exporter.fake.FakeNameServer;
import dev.memfleet.exporter.node.HostPort;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class DnsSourceTest {
  @RegisterExtension static final SourceRunner RUNNER = new SourceRunner();

  private static final Duration SOON = Duration.ofMillis(10);
  private static final Duration LONG = Duration.ofHours(1);

  private final FakeNameServer server = new FakeNameServer();

  @AfterEach
  void stopServer() throws Exception {
    server.close();
  }

  @Test
  void services_areNodesByName() throws Exception {
    server.answer(
        query ->
            new DnsAnswer(query)
                .service("node-2.test.", 11212, 0)
                .service("node-1.test.", 11211, 0)
                .service(".", 0, 0)
                .encode());

    assertThat(start(names("SRV", "_m._tcp.test")).nodes())
        .containsExactly("node-1.test:11211", "node-2.test:11212");
  }

  @Test
  void addressesOfBothVersions_areNodes() throws Exception {
    server.answer(
        query ->
            query[query.length - 3] == 1
                ? new DnsAnswer(query).address("127.0.0.2", 0).address("127.0.0.1", 0).encode()
                : new DnsAnswer(query).address("::1", 0).encode());

    assertThat(start(names("A+AAAA", "cache.test")).nodes())
        .containsExactlyInAnyOrder("127.0.0.1:11211", "127.0.0.2:11211", "[::1]:11211");
  }

  @Test
  void recordsWithoutLife_areAskedForAtTheFloor() throws Exception {
    server.answer(query -> new DnsAnswer(query).address("127.0.0.1", 0).encode());
    start(names("A", "cache.test"));
    server.answer(query -> new DnsAnswer(query).encode());

    RUNNER.recorder().await(answer -> answer.nodes().isEmpty() && answer.problems().isEmpty());
  }

  @Test
  void recordsThatLive_areLeftAloneUntilTheCeiling() throws Exception {
    server.answer(query -> new DnsAnswer(query).address("127.0.0.1", 3600).encode());
    start(new DnsNames(List.of("a.test"), Set.of(RecordType.A), 1, servers(), SOON, LONG, LONG));
    RUNNER.pass(100);
    assertThat(server.asked()).hasSize(1);

    FakeNameServer other = new FakeNameServer();
    try (other) {
      other.answer(query -> new DnsAnswer(query).address("127.0.0.1", 3600).encode());
      List<HostPort> servers = List.of(HostPort.parse(other.address()));
      start(new DnsNames(List.of("a.test"), Set.of(RecordType.A), 1, servers, SOON, SOON, LONG));
      RUNNER.recorder().next();
    }
  }

  @Test
  void nameThatFails_keepsItsNodes_whileOthersChange() throws Exception {
    server.answer(query -> new DnsAnswer(query).address("127.0.0.1", 0).encode());
    start(names("A", "a.test", "b.test"));
    server.answer(
        query ->
            FakeNameServer.name(query).equals("a.test")
                ? new DnsAnswer(query).code(3).encode()
                : new DnsAnswer(query).address("127.0.0.2", 0).encode());

    RecordedAnswer answer =
        RUNNER.recorder().await(next -> next.nodes().contains("127.0.0.2:11211"));
    assertThat(answer)
        .isEqualTo(
            new RecordedAnswer(
                List.of("127.0.0.1:11211", "127.0.0.2:11211"), List.of("A a.test: no such name")));
  }

  @Test
  void deadServer_isAFailure_untilItAnswersAgain() throws Exception {
    server.answer(query -> new DnsAnswer(query).code(5).encode());
    assertThat(start(names("A", "a.test")))
        .isEqualTo(new RecordedAnswer(List.of(), List.of("A a.test: response code 5")));

    server.answer(query -> new DnsAnswer(query).address("127.0.0.1", 0).encode());
    RUNNER.recorder().await(answer -> answer.problems().isEmpty());
  }

  private DnsNames names(String types, String... names) {
    Set<RecordType> set =
        switch (types) {
          case "A+AAAA" -> Set.of(RecordType.A, RecordType.AAAA);
          default -> Set.of(RecordType.valueOf(types));
        };
    return new DnsNames(List.of(names), set, 11211, servers(), SOON, LONG, LONG);
  }

  private List<HostPort> servers() {
    return List.of(HostPort.parse(server.address()));
  }

  private RecordedAnswer start(DnsNames config) throws Exception {
    return RUNNER.start(vertx -> new DnsSource(vertx, config));
  }
}
