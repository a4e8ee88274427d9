package dev.memfleet.exporter.insight.dump;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Lines as the versions of memcached send them, in pieces of every size. */
class DumpParserTest {
  private static final String V1_4_31 =
      """
      key=a%3A1 exp=0 la=1795342690 cas=3 fetch=yes
      key=b exp=1795346690 la=1795342690 cas=18446744073709551615 fetch=no
      END\r
      """;
  private static final String V1_6_18 =
      """
      key=user%3A1 exp=-1 la=1795342704 cas=8 fetch=yes cls=1 size=61
      key=ttl exp=1795343692 la=1795342692 cas=6 fetch=no cls=39 size=524288
      END\r
      """;
  private static final String V1_6_45 =
      """
      OK\r
      key=a exp=-1 la=1795342690 cas=3 fetch=yes cls=1 size=61 flags=0\s
      key=b exp=-1 la=1795342690 cas=3 fetch=no cls=2 size=99 flags=5 ext_page=7 ext_offset=64 new=1\s
      END\r
      """;

  private final List<String> seen = new ArrayList<>();
  private final DumpParser parser = new DumpParser(this::item, line -> seen.add("> " + line));

  private void item(DumpLine line) {
    String key =
        new String(line.bytes(), line.keyFrom(), line.keyTo() - line.keyFrom(), ISO_8859_1);
    seen.add(
        "%s exp=%d la=%d fetched=%s class=%d size=%d"
            .formatted(
                key,
                line.expiresAt(),
                line.usedAt(),
                line.fetched(),
                line.slabClass(),
                line.size()));
  }

  private List<String> parsed(String text, int piece) {
    DumpParserTest fresh = new DumpParserTest();
    byte[] bytes = text.getBytes(ISO_8859_1);
    for (int at = 0; at < bytes.length; at += piece) {
      fresh.parser.feed(bytes, at, Math.min(bytes.length, at + piece));
    }
    return fresh.seen;
  }

  @Test
  void linesOf1431_haveNeitherClassNorSize() {
    assertThat(parsed(V1_4_31, 1000))
        .containsExactly(
            "a%3A1 exp=0 la=1795342690 fetched=true class=0 size=-1",
            "b exp=1795346690 la=1795342690 fetched=false class=0 size=-1", "> END");
  }

  @Test
  void linesOf1618_areRead() {
    assertThat(parsed(V1_6_18, 1000))
        .containsExactly(
            "user%3A1 exp=-1 la=1795342704 fetched=true class=1 size=61",
            "ttl exp=1795343692 la=1795342692 fetched=false class=39 size=524288", "> END");
  }

  @Test
  void linesOf1645_beginWithOk_andEndWithASpace() {
    assertThat(parsed(V1_6_45, 1000))
        .containsExactly(
            "> OK",
            "a exp=-1 la=1795342690 fetched=true class=1 size=61",
            "b exp=-1 la=1795342690 fetched=false class=2 size=99",
            "> END");
  }

  @Test
  void refusals_areHandedOn() {
    for (String refusal :
        List.of(
            "BUSY currently processing crawler request",
            "BADCLASS invalid class id",
            "ERROR locked try again later",
            "ERROR metadump not allowed",
            "CLIENT_ERROR lru crawler disabled",
            "NOTSTARTED no items to crawl")) {
      assertThat(parsed(refusal + "\r\n", 7)).containsExactly("> " + refusal);
    }
  }

  @Test
  void cutAtAnyByte_isTheSame() {
    for (String text : List.of(V1_4_31, V1_6_18, V1_6_45)) {
      List<String> whole = parsed(text, text.length());
      for (int piece = 1; piece < text.length(); piece++) {
        assertThat(parsed(text, piece)).isEqualTo(whole);
      }
    }
  }

  @Test
  void whatIsNoItem_isCounted_andEndsNothing() {
    String text = "rubbish\n\nkey= exp=1\n" + "x".repeat(10_000) + "\n" + V1_6_18;
    parser.feed(text.getBytes(ISO_8859_1), 0, text.length());
    assertThat(parser.malformed()).isEqualTo(4);
    assertThat(parser.items()).isEqualTo(2);
    assertThat(seen).last().isEqualTo("> END");
  }

  /** Any bytes whatever: no exception, and no memory that grows. */
  @Test
  void randomBytes_areSurvived() {
    Random random = new Random(1);
    byte[] alphabet =
        "key=exp la=cas\nfetch=yes cls=1 size=-9\r\n%\u0000\u00ff=".getBytes(ISO_8859_1);
    for (int round = 0; round < 2000; round++) {
      byte[] bytes = new byte[random.nextInt(300)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = alphabet[random.nextInt(alphabet.length)];
      }
      parser.feed(bytes, 0, bytes.length);
      seen.clear();
    }
    assertThat(parser.items() + parser.malformed()).isPositive();
  }
}
