package dev.memfleet.exporter.catalog;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.protocol.AnswerMemory;
import dev.memfleet.exporter.protocol.AnswerParser;
import dev.memfleet.exporter.protocol.Dialect;
import dev.memfleet.exporter.protocol.ProtocolException;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.protocol.StatsReply;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metrics made from lists of connections, sizes, prefixes, pages and names. */
class ListTablesTest {
  private static Reading reading(Catalog catalog, Section section, String answer) {
    Map<Section, StatsReply> replies =
        Map.of(
            Section.STATS,
            reply(Section.STATS, "STAT uptime 1\r\n"),
            section,
            reply(section, answer));
    StatsSnapshot snapshot = new StatsSnapshot(Instant.EPOCH, replies);
    return catalog.read(snapshot, Set.of(section));
  }

  private static Reading reading(Section section, String answer) {
    return reading(Catalog.ALL, section, answer);
  }

  private static StatsReply reply(Section section, String answer) {
    AnswerParser parser = Dialect.TEXT.parser(section, new AnswerMemory());
    byte[] bytes = (answer + "END\r\n").getBytes(US_ASCII);
    try {
      assertThat(parser.feed(bytes, 0, bytes.length)).isEqualTo(bytes.length);
    } catch (ProtocolException e) {
      throw new AssertionError(e);
    }
    return Objects.requireNonNull(parser.reply());
  }

  private static SortedMap<String, Double> series(Reading reading) {
    return Page.of(Family.all(reading));
  }

  private static String connection(int number, String address, int idle) {
    return """
        STAT %1$d:addr %2$s\r
        STAT %1$d:listen_addr tcp:10.0.0.11:11211\r
        STAT %1$d:state conn_read\r
        STAT %1$d:secs_since_last_cmd %3$d\r
        """
        .formatted(number, address, idle);
  }

  @Test
  void connections_ofOneAddress_areOneClient_idleForTheLongest() {
    Reading reading =
        reading(
            Section.CONNS,
            connection(30, "tcp:10.0.0.7:1", 5)
                + connection(31, "tcp6:[2001:db8::7]:1", 0)
                + connection(32, "tcp:10.0.0.7:2", 70)
                + connection(33, "unix:/run/memcached.sock", 0));

    assertThat(reading.clients())
        .containsExactly(
            new Client("10.0.0.7", 2, 70),
            new Client("/run/memcached.sock", 1, 0),
            new Client("[2001:db8::7]", 1, 0));
    assertThat(series(reading))
        .containsEntry("memcached_client_connections{state=conn_read, transport=tcp}", 2.0)
        .containsEntry("memcached_client_connections{state=conn_read, transport=tcp6}", 1.0)
        .containsEntry("memcached_client_connections{state=conn_read, transport=unix}", 1.0)
        .containsEntry("memcached_listener_connections{address=tcp:10.0.0.11:11211}", 4.0);
  }

  @Test
  void connections_ofManyAddresses_areTheTopOnesAndTheOthers() {
    String answer =
        IntStream.range(0, 100)
            .mapToObj(i -> connection(i, "tcp:10.0.1.%d:1".formatted(i), i))
            .collect(Collectors.joining());

    Reading reading = reading(Section.CONNS, answer + connection(101, "tcp:10.0.1.99:2", 0));

    assertThat(reading.clients()).hasSize(21).startsWith(new Client("10.0.1.99", 2, 99));
    assertThat(reading.clients().get(20)).isEqualTo(new Client(Client.OTHERS, 80, 98));
  }

  @Test
  void connections_ofUnknownStateAndTransport_makeNoLabelsOfTheirOwn() {
    Reading reading =
        reading(
            Section.CONNS,
            "STAT 9:addr x\"y:1\r\nSTAT 9:state conn_x9\r\nSTAT 9:secs_since_last_cmd 1\r\n");

    assertThat(series(reading))
        .containsEntry("memcached_client_connections{state=other, transport=other}", 1.0);
  }

  @Test
  void connections_noneButListeners_areAnEmptyHistogram() {
    Reading reading =
        reading(
            Section.CONNS,
            "STAT 9:addr tcp:0.0.0.0:1\r\nSTAT 9:state conn_listening\r\nSTAT 9:secs_since_last_cmd 1\r\n");

    assertThat(series(reading))
        .containsEntry("memcached_listener_connections{address=tcp:0.0.0.0:1}", 0.0)
        .doesNotContainKey("memcached_client_connection_responses_suspended{}");
    assertThat(reading.clients()).isEmpty();
  }

  @Test
  void idleTimes_areCountedUpToEachBound() {
    Reading reading =
        reading(
            Section.CONNS,
            connection(1, "tcp:10.0.0.7:1", 1) + connection(2, "tcp:10.0.0.7:2", 100_000));

    assertThat(listed(reading, "memcached_client_connection_idle_seconds"))
        .isEqualTo(
            "BUCKET[1]=1 BUCKET[10]=1 BUCKET[60]=1 BUCKET[300]=1 BUCKET[900]=1 BUCKET[3600]=1 "
                + "BUCKET[14400]=1 BUCKET[86400]=1 BUCKET[+Inf]=2 SUM[]=100001 COUNT[]=2");
  }

  private static String listed(Reading reading, String metric) {
    return reading.listed.getOrDefault(metric, List.of()).stream()
        .map(one -> "%s%s=%.0f".formatted(one.part(), one.labelValues(), one.value()))
        .collect(Collectors.joining(" "));
  }

  @Test
  void sizes_notTracked_sayThat() {
    Reading reading = reading(Section.SIZES, "STAT sizes_status disabled\r\n");

    assertThat(series(reading)).isEqualTo(Map.of("memcached_item_size_tracking_enabled{}", 0.0));
    assertThat(reading.complete()).contains(Section.SIZES);
  }

  @Test
  void sizes_ofAnEmptyCache_areTracked() {
    assertThat(listed(reading(Section.SIZES, ""), "memcached_item_size_bytes"))
        .endsWith("BUCKET[16777216]=0 BUCKET[+Inf]=0 SUM[]=0 COUNT[]=0");
  }

  @Test
  void prefixes_areTheBusiest_andTheirCounts() {
    String answer =
        IntStream.range(0, 50)
            .mapToObj(i -> "PREFIX p%d get %d hit 0 set 0 del 0\r\n".formatted(i, i))
            .collect(Collectors.joining());

    Reading reading = reading(Section.DETAIL, answer + "PREFIX a get 90 hit 80 set 7 del 1\r\n");

    assertThat(reading.listed.get("memcached_prefix_commands_total")).hasSize(4 * 20);
    assertThat(series(reading))
        .containsEntry("memcached_prefix_commands_total{command=get, prefix=a, status=hit}", 80.0)
        .containsEntry("memcached_prefix_commands_total{command=get, prefix=a, status=miss}", 10.0)
        .containsEntry("memcached_prefix_commands_total{command=set, prefix=a, status=hit}", 7.0)
        .containsEntry("memcached_prefix_commands_total{command=delete, prefix=a, status=hit}", 1.0)
        .containsKey("memcached_prefix_commands_total{command=get, prefix=p31, status=hit}")
        .doesNotContainKey("memcached_prefix_commands_total{command=get, prefix=p30, status=hit}");
  }

  @Test
  void prefixes_thatAreShownAlike_areOne() {
    Reading reading =
        reading(
            Catalog.showing(prefix -> "#1"),
            Section.DETAIL,
            "PREFIX a get 2 hit 1 set 0 del 0\r\nPREFIX b get 3 hit 1 set 0 del 0\r\n");

    assertThat(series(reading).toString()).doesNotContain("prefix=a").doesNotContain("prefix=b");
    assertThat(series(reading))
        .containsEntry("memcached_prefix_commands_total{command=get, prefix=#1, status=hit}", 2.0);
  }

  private static String page(int number, int version, int bytes, int bucket) {
    return "STAT %1$d:version %2$d\r\nSTAT %1$d:bytes %3$d\r\nSTAT %1$d:bucket %4$d\r\n"
        .formatted(number, version, bytes, bucket);
  }

  @Test
  void pages_areCountedByBucket_freeOnesAreNot() {
    assertThat(
            series(
                reading(Section.EXTSTORE, page(0, 0, 0, 0) + page(1, 7, 5, 2) + page(2, 8, 6, 2))))
        .isEqualTo(
            Map.of(
                "memcached_extstore_bucket_pages{bucket=2}", 2.0,
                "memcached_extstore_bucket_bytes{bucket=2}", 11.0));
  }

  @Test
  void names_ofTheConfiguration_areAHundredAtMost() {
    String answer =
        IntStream.range(0, 300)
            .mapToObj(i -> "STAT bad_%03d 1\r\n".formatted(i))
            .collect(Collectors.joining());

    assertThat(series(reading(Section.PROXYBE, answer)))
        .hasSize(100)
        .containsKey("memcached_proxy_backend_bad{backend=000}");
  }

  @ParameterizedTest
  @CsvSource({
    "CONNS, STAT nonsense 1",
    "CONNS, STAT 1:state conn_read",
    "SIZES, STAT 32 many",
    "DETAIL, PREFIX a get -1 hit 0 set 0 del 0",
    "EXTSTORE, STAT 0:version x",
    "PROXYFUNCS, STAT funcs_a x"
  })
  void lineThatIsUnreadable_makesTheCollectorFail(Section section, String line) {
    assertThat(reading(section, line + "\r\n").complete()).doesNotContain(section);
  }
}
