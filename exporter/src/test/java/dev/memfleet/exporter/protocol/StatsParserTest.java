package dev.memfleet.exporter.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memfleet.exporter.catalog.Recording;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatsParserTest {
  private final StatsParser parser = new StatsParser();

  private int feed(String text) throws ProtocolException {
    byte[] bytes = text.getBytes(ISO_8859_1);
    return parser.feed(bytes, 0, bytes.length);
  }

  private static StatsReply complete(StatsParser parser) {
    return Objects.requireNonNull(parser.reply(), "incomplete");
  }

  @Test
  void table_inOnePiece_isRead() throws ProtocolException {
    feed("STAT pid 1\r\nSTAT version 1.6.18\r\nEND\r\n");

    assertThat(complete(parser).refusal()).isNull();
    assertThat(complete(parser).size()).isEqualTo(2);
    assertThat(StatTexts.of(parser.reply())).containsExactly("pid=1", "version=1.6.18");
    assertThat(complete(parser).get("version")).isEqualTo("1.6.18");
    assertThat(complete(parser).get("versio")).isNull();
  }

  @Test
  void table_withoutStats_isEmpty() throws ProtocolException {
    feed("END\r\n");

    assertThat(complete(parser).size()).isZero();
  }

  @Test
  void values_withSpacesOrNone_areWhatFollowsTheFirstSpace() throws ProtocolException {
    feed("STAT a b c\r\nSTAT d\r\nSTAT e \r\nSTAT f  g\r\nSTAT h i\rj\r\nEND\r\n");

    assertThat(StatTexts.of(parser.reply())).containsExactly("a=b c", "d=", "e=", "f= g", "h=i\rj");
  }

  @Test
  void lineEnds_withoutCarriageReturn_areAccepted() throws ProtocolException {
    feed("STAT a 1\nEND\n");

    assertThat(StatTexts.of(parser.reply())).containsExactly("a=1");
  }

  @Test
  void names_mayBeCalledEnd() throws ProtocolException {
    feed("STAT END 1\r\nSTAT ERROR 2\r\n");

    assertThat(parser.reply()).isNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"STATS", "SETTINGS", "ITEMS", "SLABS"})
  void recordedAnswer_oneByteAtATime_isTheSame(Section section) throws ProtocolException {
    byte[] answer = Recording.load("/recordings/memcached-1.6.18.stats.txt").bytes(section);
    for (int i = 0; i < answer.length; i++) {
      assertThat(parser.reply()).isNull();
      assertThat(parser.feed(answer, i, i + 1)).isOne();
    }

    assertThat(StatTexts.of(parser.reply())).isEqualTo(statsByLine(answer));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void recordedAnswers_atRandomSplits_areTheSame(long seed) throws ProtocolException {
    Random random = new Random(seed);
    Recording recording = Recording.load("/recordings/memcached-1.6.18.stats.txt");
    for (Section section : Section.USUAL) {
      byte[] answer = recording.bytes(section);
      StatsParser fresh = new StatsParser();
      int at = 0;
      while (at < answer.length) {
        int to = Math.min(answer.length, at + 1 + random.nextInt(3000));
        at += fresh.feed(answer, at, to);
      }
      assertThat(StatTexts.of(fresh.reply())).isEqualTo(statsByLine(answer));
    }
  }

  private static List<String> statsByLine(byte[] answer) {
    return new String(answer, ISO_8859_1)
        .lines()
        .filter(line -> line.startsWith("STAT "))
        .map(line -> line.substring("STAT ".length()).replaceFirst(" ", "="))
        .toList();
  }

  @Test
  void feed_bytesOfTheNextAnswer_areNotTaken() throws ProtocolException {
    String first = "STAT a 1\r\nEND\r\n";

    assertThat(feed(first + "STAT b 2\r\nEND\r\n")).isEqualTo(first.length());
    assertThat(feed("STAT b 2\r\n")).isZero();
    assertThat(StatTexts.of(parser.reply())).containsExactly("a=1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ERROR",
        "CLIENT_ERROR unauthenticated",
        "SERVER_ERROR out of memory",
        "CLIENT_ERROR"
      })
  void errorLine_atTheBeginning_isARefusal(String line) throws ProtocolException {
    assertThat(feed(line + "\r\nSTAT")).isEqualTo(line.length() + 2);

    assertThat(complete(parser).refusal()).isEqualTo(line);
    assertThat(complete(parser).size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "noise\r\n",
        "ENDE\r\n",
        "STAT\r\n",
        "stat a 1\r\n",
        "ERRORS\r\n",
        "VALUE a 0 1\r\n",
        "HTTP/1.1 400 Bad Request\r\n",
        "\u0000\u0001\u00ff\n",
        "STAT a 1\r\nERROR\r\n",
        "SSH-2.0-OpenSSH\r\n"
      })
  void anythingElse_isRefused(String text) {
    assertThatThrownBy(() -> feed(text)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void message_quotesNoise_printableAndShort() {
    assertThatThrownBy(() -> feed("\u001b[2Jnoise" + "x".repeat(1000) + "\n"))
        .hasMessage("unexpected line: ?[2Jnoise" + "x".repeat(31) + "...");
  }

  @Test
  void line_upToTheLimit_isRead() throws ProtocolException {
    String value = "v".repeat(StatsParser.MAX_LINE - "STAT a ".length());
    feed("STAT a " + value + "\r\nEND\r\n");

    assertThat(complete(parser).get("a")).isEqualTo(value);
  }

  @Test
  void line_beyondTheLimit_isRefusedBeforeItsEnd() throws ProtocolException {
    feed("STAT a ");
    byte[] noise = "v".repeat(1024).getBytes(ISO_8859_1);
    for (int i = 0; i < StatsParser.MAX_LINE / noise.length - 1; i++) {
      parser.feed(noise, 0, noise.length);
    }

    assertThatThrownBy(() -> parser.feed(noise, 0, noise.length))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("line longer");
  }

  @Test
  void stats_beyondTheLimit_areRefused() throws ProtocolException {
    feed("STAT a 1\r\n".repeat(StatsParser.MAX_STATS));

    assertThatThrownBy(() -> feed("STAT a 1\r\n")).hasMessageContaining("more than");
  }

  @Test
  void answer_beyondTheLimit_isRefused() throws ProtocolException {
    String line = "STAT a " + "v".repeat(60_000) + "\r\n";
    int lines = StatsParser.MAX_ANSWER / line.length();
    for (int i = 0; i < lines; i++) {
      feed(line);
    }

    assertThatThrownBy(() -> feed(line)).hasMessageContaining("answer longer");
  }
}
