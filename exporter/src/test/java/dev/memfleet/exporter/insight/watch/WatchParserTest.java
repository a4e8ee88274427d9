package dev.memfleet.exporter.insight.watch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines as the versions of memcached send them, in pieces of every size. */
class WatchParserTest {
  private final List<String> seen = new ArrayList<>();
  private final WatchParser parser = new WatchParser(new Seen(), line -> seen.add("> " + line));

  private final class Seen implements WatchLog {
    @Override
    public void get(WatchLine line) {
      add("get", line);
    }

    @Override
    public void store(WatchLine line) {
      add("store", line);
    }

    @Override
    public void deletion(WatchLine line) {
      add("deletion", line);
    }

    @Override
    public void eviction(WatchLine line) {
      add("eviction", line);
    }

    @Override
    public void skipped(long lines) {
      seen.add("skipped " + lines);
    }

    private void add(String what, WatchLine line) {
      String key =
          new String(line.bytes(), line.keyFrom(), line.keyTo() - line.keyFrom(), ISO_8859_1);
      seen.add(
          "%s %s %d %s class=%d connection=%d size=%d ttl=%d"
              .formatted(
                  what,
                  key,
                  line.micros(),
                  line.status(),
                  line.slabClass(),
                  line.connection(),
                  line.size(),
                  line.ttl()));
    }
  }

  private static final String LINES =
      """
      OK\r
      ts=1795665276.30804 gid=2 type=item_get key=a%3A1 status=not_found clsid=0 cfd=16 size=0
      ts=1795665276.430805 gid=3 type=item_store key=a%3A1 status=stored cmd=set ttl=4294967231 clsid=1 cfd=16 size=3
      ts=1795665276.9 gid=4 type=item_get key=b status=found
      ts=1795665277.0 gid=5 type=item_get key=b status=expired clsid=3
      ts=1795665277.1 gid=6 type=item_get key=b status=flushed clsid=3 cfd=7
      ts=1795665277.2 gid=7 type=item_store key=c status=too_large cmd=set ttl=60 clsid=16 cfd=-603894176 size=9
      ts=1795665277.3 gid=8 type=eviction key=d fetch=yes ttl=-5 la=3 clsid=2 size=200
      skipped=4711
      ts=1795665277.4 gid=9 type=deleted key=e cmd=md clsid=2 size=5
      ts=1795665277.5 gid=10 type=conn_new rip=127.0.0.1 rport=1 transport=tcp cfd=5
      ts=1795665277.6 gid=11 type=item_get status=found
      what is this

      """;

  private static final List<String> EXPECTED =
      List.of(
          "> OK",
          "get a%3A1 1795665276030804 NOT_FOUND class=0 connection=16 size=0 ttl=-1",
          "store a%3A1 1795665276430805 STORED class=1 connection=16 size=3 ttl=-1",
          "get b 1795665276000009 FOUND class=0 connection=-1 size=-1 ttl=-1",
          "get b 1795665277000000 EXPIRED class=3 connection=-1 size=-1 ttl=-1",
          "get b 1795665277000001 FLUSHED class=3 connection=7 size=-1 ttl=-1",
          "store c 1795665277000002 TOO_LARGE class=0 connection=-1 size=-1 ttl=60",
          "eviction d 1795665277000003 UNKNOWN class=2 connection=-1 size=200 ttl=-5",
          "skipped 4711",
          "deletion e 1795665277000004 UNKNOWN class=2 connection=-1 size=5 ttl=-1");

  @Test
  void lines_whole_areUnderstood() {
    feed(LINES);
    assertThat(seen).isEqualTo(EXPECTED);
    assertThat(parser.lines()).isEqualTo(12);
    assertThat(parser.malformed()).isEqualTo(4);
  }

  @Test
  void lines_cutAtAnyByte_areUnderstoodAlike() {
    for (int cut = 0; cut <= LINES.length(); cut++) {
      seen.clear();
      feed(LINES.substring(0, cut));
      feed(LINES.substring(cut));
      assertThat(seen).isEqualTo(EXPECTED);
    }
  }

  @Test
  void lines_byteByByte_areUnderstoodAlike() {
    LINES.chars().forEach(c -> feed(Character.toString(c)));
    assertThat(seen).isEqualTo(EXPECTED);
  }

  /** What each version added; the versions between send the same. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          1.4.26; type=item_get key=a status=found; get a 7000008 FOUND class=0 connection=-1 size=-1 ttl=-1
          1.4.26; type=item_store key=a status=stored cmd=set; store a 7000008 STORED class=0 connection=-1 size=-1 ttl=-1
          1.4.26; type=eviction key=a fetch=no ttl=9 la=3; eviction a 7000008 UNKNOWN class=0 connection=-1 size=-1 ttl=9
          1.4.34; type=item_get key=a status=not_found clsid=0; get a 7000008 NOT_FOUND class=0 connection=-1 size=-1 ttl=-1
          1.4.34; type=item_store key=a status=not_stored cmd=add ttl=5 clsid=2; store a 7000008 NOT_STORED class=2 connection=-1 size=-1 ttl=5
          1.4.34; type=eviction key=a fetch=yes ttl=-1 la=3 clsid=2; eviction a 7000008 UNKNOWN class=2 connection=-1 size=-1 ttl=-1
          1.5.17; type=item_get key=a status=flushed clsid=2 cfd=31; get a 7000008 FLUSHED class=2 connection=31 size=-1 ttl=-1
          1.5.17; type=item_store key=a status=exists cmd=cas ttl=0 clsid=2 cfd=31; store a 7000008 EXISTS class=2 connection=31 size=-1 ttl=0
          1.6.11; type=item_get key=a status=expired clsid=2 cfd=31 size=5; get a 7000008 EXPIRED class=2 connection=31 size=5 ttl=-1
          1.6.11; type=item_store key=a status=no_memory cmd=set ttl=0 clsid=16 cfd=0 size=9; store a 7000008 NO_MEMORY class=0 connection=-1 size=-1 ttl=0
          1.6.11; type=eviction key=a fetch=yes ttl=-1 la=3 clsid=2 size=5; eviction a 7000008 UNKNOWN class=2 connection=-1 size=5 ttl=-1
          1.6.20; type=deleted key=a cmd=delete clsid=2 size=5; deletion a 7000008 UNKNOWN class=2 connection=-1 size=5 ttl=-1
          1.6.45; type=item_get key=a status=found clsid=2 cfd=31 size=5; get a 7000008 FOUND class=2 connection=31 size=5 ttl=-1
          """)
  void lines_ofEachVersion_areUnderstood(String version, String line, String expected) {
    feed("ts=7.8 gid=1 " + line + "\n");
    assertThat(seen).as(version).containsExactly(expected);
    assertThat(parser.malformed()).isZero();
  }

  @Test
  void line_tooLong_isSkippedAlone() {
    feed("ts=1.1 type=item_get key=" + "x".repeat(10_000));
    feed("y".repeat(10_000) + "\nts=1.1 type=item_get key=k status=found\n");
    assertThat(seen).containsExactly("get k 1000001 FOUND class=0 connection=-1 size=-1 ttl=-1");
    assertThat(parser.malformed()).isEqualTo(1);
  }

  @Test
  void garbage_neverFails() {
    Random random = new Random(15);
    byte[] lines = LINES.getBytes(ISO_8859_1);
    for (int round = 0; round < 20_000; round++) {
      byte[] changed = lines.clone();
      for (int i = 0; i < 8; i++) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      parser.feed(changed, random.nextInt(50), changed.length);
    }
    seen.clear();
    feed("\nts=1.1 type=item_get key=k status=found\n");
    assertThat(seen).endsWith("get k 1000001 FOUND class=0 connection=-1 size=-1 ttl=-1");
  }

  @Test
  void eviction_hasTheSecondsSinceTheItemWasAccessed() {
    List<Long> idle = new ArrayList<>();
    WatchLog log =
        new WatchLog() {
          @Override
          public void get(WatchLine line) {
            idle.add(line.idle());
          }

          @Override
          public void eviction(WatchLine line) {
            idle.add(line.idle());
          }
        };
    byte[] lines =
        """
        ts=1.1 gid=1 type=eviction key=d fetch=yes ttl=-1 la=31 clsid=2 size=200
        ts=1.2 gid=2 type=item_get key=d status=found clsid=2 cfd=7 size=200
        """
            .getBytes(ISO_8859_1);
    new WatchParser(log, line -> {}).feed(lines, 0, lines.length);
    assertThat(idle).containsExactly(31L, 0L);
  }

  private void feed(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    parser.feed(bytes, 0, bytes.length);
  }
}
