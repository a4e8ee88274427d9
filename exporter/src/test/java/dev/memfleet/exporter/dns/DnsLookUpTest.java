package dev.memfleet.exporter.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memfleet.exporter.dns.DnsLookUp.Records;
import dev.memfleet.exporter.fake.DnsAnswer;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fake.FakeNameServer;
import dev.memfleet.exporter.node.HostPort;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DnsLookUpTest {
  private static final EventLoop LOOP = new EventLoop();
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(100);

  private FakeNameServer one;
  private FakeNameServer two;
  private DnsLookUp dns;

  @BeforeEach
  void open() throws Exception {
    one = new FakeNameServer();
    two = new FakeNameServer();
    dns = LOOP.call(() -> new DnsLookUp(LOOP.vertx()));
  }

  @AfterEach
  void closeServers() throws Exception {
    one.close();
    two.close();
  }

  @AfterAll
  static void close() throws Exception {
    LOOP.close();
  }

  @Test
  void records_areFound_withTheirTimeToLive() throws Exception {
    one.answer(DnsLookUpTest::good);

    assertThat(find("a.test", LONG))
        .isEqualTo(new Records(List.of(new DnsRecord("127.0.0.9", 0)), Duration.ofSeconds(30)));
    assertThat(one.asked()).containsExactly("a.test");
    assertThat(two.asked()).isEmpty();
  }

  @Test
  void aliases_shortenTheTimeToLive() throws Exception {
    one.answer(
        query ->
            new DnsAnswer(query)
                .alias("other.test", 9)
                .address("127.0.0.1", 30)
                .address("127.0.0.2", 10)
                .encode());

    assertThat(find("a.test", LONG))
        .isEqualTo(
            new Records(
                List.of(new DnsRecord("127.0.0.1", 0), new DnsRecord("127.0.0.2", 0)),
                Duration.ofSeconds(9)));
  }

  @Test
  void addressesOfVersionSix_areRead() throws Exception {
    one.answer(query -> new DnsAnswer(query).address("::1", 30).encode());

    assertThat(find("a.test", RecordType.AAAA, LONG).records())
        .containsExactly(new DnsRecord("0:0:0:0:0:0:0:1", 0));
  }

  @Test
  void services_areRead_alsoWithCompressedNames() throws Exception {
    byte[] compressed = {0, 0, 0, 0, 0x2b, (byte) 0xcb, 1, 'n', (byte) 0xc0, 20};
    one.answer(
        query ->
            new DnsAnswer(query)
                .service("Node-1.test.", 11211, 0)
                .service(".", 0, 5)
                .record(33, 60, compressed)
                .encode());

    assertThat(find("_m._tcp.test", RecordType.SRV, LONG).records())
        .containsExactly(
            new DnsRecord("node-1.test", 11211),
            new DnsRecord("", 0),
            new DnsRecord("n.test", 11211));
  }

  /** As CoreDNS answers with autopath: the name within the cluster is an alias of the whole one. */
  @Test
  void servicesOfAnAlias_areFound() throws Exception {
    one.answer(
        query ->
            new DnsAnswer(query)
                .alias("_m._tcp.a.ns.svc.cluster.local", 5)
                .service("node-1.test.", 11211, 30)
                .encode());

    assertThat(find("_m._tcp.a.ns", RecordType.SRV, LONG))
        .isEqualTo(
            new Records(List.of(new DnsRecord("node-1.test", 11211)), Duration.ofSeconds(5)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a..b", ".a"})
  void textThatIsNoName_isRefused(String name) {
    assertThatThrownBy(() -> find(name + ".", LONG))
        .isInstanceOf(DnsException.class)
        .hasMessage(name + ": not a host name");
  }

  @Test
  void nameWithoutSuchRecords_hasNone() throws Exception {
    one.answer(query -> new DnsAnswer(query).encode());

    assertThat(find("a.test", LONG)).isEqualTo(new Records(List.of(), Duration.ZERO));
  }

  @Test
  void truncatedReply_isAskedForOverTcp() throws Exception {
    one.answer(query -> new DnsAnswer(query).truncated().encode());
    one.answerOverTcp(
        query -> {
          DnsAnswer answer = new DnsAnswer(query);
          for (int i = 0; i < 200; i++) {
            answer.address("127.0.1." + i, 30);
          }
          return answer.encode();
        });

    assertThat(find("a.test", LONG).records()).hasSize(200);
  }

  @Test
  void serverThatFailsOrIsSilentOrTalksNonsense_givesWayToTheNext() throws Exception {
    two.answer(DnsLookUpTest::good);
    for (Function<byte[], byte[]> bad :
        List.<Function<byte[], byte[]>>of(
            query -> new DnsAnswer(query).code(2).encode(),
            query -> new byte[] {query[0], query[1], 5},
            query -> new DnsAnswer(query).record(1, 1, new byte[3]).encode(),
            query -> null)) {
      one.answer(bad);
      assertThat(find("a.test", SHORT).records()).hasSize(1);
    }
  }

  @Test
  void replyThatIsCutOff_withoutTheRestOverTcp_givesWayToTheNext() throws Exception {
    two.answer(DnsLookUpTest::good);
    one.answer(query -> new DnsAnswer(query).address("127.0.0.1", 1).truncated().encode());
    one.answerOverTcp(query -> null);

    assertThat(find("a.test", SHORT).records()).containsExactly(new DnsRecord("127.0.0.9", 0));
  }

  @Test
  void replyToSomethingElse_isNotHeard() throws Exception {
    one.answer(
        query -> {
          byte[] answer = good(query);
          answer[0]++;
          return answer;
        });
    two.answer(DnsLookUpTest::good);

    assertThat(find("a.test", SHORT).records()).hasSize(1);
    assertThat(two.asked()).hasSize(1);
  }

  @Test
  void silentServers_areEachAskedTwice_thenItFails() throws Exception {
    assertThatThrownBy(() -> find("a.test.", SHORT))
        .isInstanceOf(DnsException.class)
        .hasMessage("name server " + two.address() + ": no reply");
    assertThat(one.asked()).hasSize(2);
    assertThat(two.asked()).hasSize(2);
  }

  @Test
  void nameThatDoesNotExist_isTriedWithEachDomain_andOfNoOtherServer() throws Exception {
    one.answer(DnsLookUpTest::noSuchName);

    assertThatThrownBy(() -> find("a", LONG))
        .isInstanceOf(DnsException.class)
        .hasMessage("a: no such name");
    assertThat(one.asked()).containsExactly("a.x.test", "a.y.test", "a");
    assertThat(two.asked()).isEmpty();
  }

  @Test
  void firstNameThatExists_isTaken() throws Exception {
    one.answer(
        query -> FakeNameServer.name(query).equals("a.y.test") ? good(query) : noSuchName(query));

    assertThat(find("a", LONG).records()).hasSize(1);
    assertThat(one.asked()).containsExactly("a.x.test", "a.y.test");
  }

  @Test
  void nameWithoutAnAnswer_isNotReportedAsMissing() {
    Function<byte[], byte[]> partly =
        query ->
            FakeNameServer.name(query).equals("a.y.test")
                ? new DnsAnswer(query).code(2).encode()
                : noSuchName(query);
    one.answer(partly);
    two.answer(partly);

    assertThatThrownBy(() -> find("a", LONG)).hasMessage("a.y.test: response code 2");
  }

  private static byte[] good(byte[] query) {
    return new DnsAnswer(query).address("127.0.0.9", 30).encode();
  }

  private static byte[] noSuchName(byte[] query) {
    return new DnsAnswer(query).code(3).encode();
  }

  private Records find(String name, Duration timeout) throws Exception {
    return find(name, RecordType.A, timeout);
  }

  private Records find(String name, RecordType type, Duration timeout) throws Exception {
    List<HostPort> servers = Stream.of(one.address(), two.address()).map(HostPort::parse).toList();
    ResolvConf resolver = new ResolvConf(servers, List.of("x.test", "y.test"), 1, LONG, 2);
    return LOOP.get(() -> dns.find(name, type, resolver, timeout));
  }
}
