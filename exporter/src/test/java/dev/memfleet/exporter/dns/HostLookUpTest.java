package dev.memfleet.exporter.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memfleet.exporter.dns.HostLookUp.HostAddresses;
import dev.memfleet.exporter.fake.DnsAnswer;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fake.FakeNameServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HostLookUpTest {
  private static final EventLoop LOOP = new EventLoop();

  @TempDir Path folder;

  private final FakeNameServer server = new FakeNameServer();
  private HostLookUp names;

  @BeforeEach
  void open() throws Exception {
    resolvConf("nameserver " + server.address() + "\noptions timeout:1 attempts:1");
    names =
        LOOP.call(
            () ->
                new HostLookUp(
                    LOOP.vertx(), folder.resolve("hosts"), folder.resolve("resolv.conf")));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @AfterAll
  static void close() throws Exception {
    LOOP.close();
  }

  @Test
  void addressesOfBothKinds_areFound_withTheShorterTimeToLive() throws Exception {
    server.answer(
        query ->
            isA(query)
                ? new DnsAnswer(query).address("127.0.0.9", 30).address("127.0.0.8", 30).encode()
                : new DnsAnswer(query).address("::1", 7).encode());

    assertThat(find("a.test"))
        .isEqualTo(found(Duration.ofSeconds(7), "127.0.0.9", "127.0.0.8", "::1"));
  }

  @Test
  void answer_arrivesOnTheEventLoopOfTheCaller() throws Exception {
    server.answer(query -> new DnsAnswer(query).address("127.0.0.9", 30).encode());
    Thread loop = LOOP.call(Thread::currentThread);

    Thread end = LOOP.get(() -> names.find("a.test").map(found -> Thread.currentThread()));

    assertThat(end).isEqualTo(loop);
  }

  @Test
  void hostsFile_comesFirst_andIsReadAgainWhenItChanges() throws Exception {
    server.answer(query -> new DnsAnswer(query).code(3).encode());
    hosts("127.0.0.7 cache.test Cache\n::1 cache # two\nno-address x\n");
    assertThat(find("cache")).isEqualTo(found(HostLookUp.DEFAULT_TTL, "127.0.0.7", "::1"));
    assertThat(find("cache.test.")).isEqualTo(found(HostLookUp.DEFAULT_TTL, "127.0.0.7"));
    assertThat(server.asked()).isEmpty();

    hosts("127.0.0.6 cache\n");
    assertThat(find("cache")).isEqualTo(found(HostLookUp.DEFAULT_TTL, "127.0.0.6"));
    hosts("");
    assertThatThrownBy(() -> find("cache")).hasMessage("cache: no such name");
  }

  @Test
  void localhost_needsNoFile() throws Exception {
    assertThat(find("localhost")).isEqualTo(found(HostLookUp.DEFAULT_TTL, "127.0.0.1"));
  }

  @Test
  void resolvConf_isReadAgainWhenItChanges_andItsDomainsAreTried() throws Exception {
    server.answer(
        query ->
            FakeNameServer.name(query).equals("a.y.test") && isA(query)
                ? new DnsAnswer(query).address("127.0.0.9", 30).encode()
                : new DnsAnswer(query).code(3).encode());
    assertThatThrownBy(() -> find("a")).hasMessage("a: no such name");

    resolvConf("nameserver " + server.address() + "\nsearch x.test y.test");
    assertThat(find("a").addresses()).containsExactly(InetAddress.getByName("127.0.0.9"));
  }

  @Test
  void nameThatHasNoAddress_isTriedWithTheNextDomain_andSaidSo() throws Exception {
    resolvConf("nameserver " + server.address() + "\nsearch x.test y.test");
    server.answer(
        query ->
            FakeNameServer.name(query).equals("a.x.test")
                ? new DnsAnswer(query).encode()
                : new DnsAnswer(query).code(3).encode());

    assertThatThrownBy(() -> find("a")).hasMessage("a.x.test: no address");
    assertThat(server.asked()).contains("a.y.test", "a");
  }

  @Test
  void oneKindWithoutAReply_leavesTheOther_butNotAsTheWhole() throws Exception {
    server.answer(
        query -> isA(query) ? new DnsAnswer(query).address("127.0.0.9", 30).encode() : null);

    assertThat(find("a.test"))
        .isEqualTo(
            new HostAddresses(
                List.of(InetAddress.getByName("127.0.0.9")), Duration.ofSeconds(30), false));
  }

  @Test
  void silentServer_isNamed() {
    assertThatThrownBy(() -> find("a.test"))
        .isInstanceOf(DnsException.class)
        .hasMessage("name server " + server.address() + ": no reply");
  }

  private static boolean isA(byte[] query) {
    return query[query.length - 3] == 1;
  }

  private static HostAddresses found(Duration ttl, String... addresses) {
    return new HostAddresses(Arrays.stream(addresses).map(HostLookUpTest::ip).toList(), ttl, true);
  }

  private static InetAddress ip(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void hosts(String text) throws IOException {
    Files.writeString(folder.resolve("hosts"), text);
  }

  private void resolvConf(String text) throws IOException {
    Files.writeString(folder.resolve("resolv.conf"), text);
  }

  private HostAddresses find(String host) throws Exception {
    return LOOP.get(() -> names.find(host));
  }
}
