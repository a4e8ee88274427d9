package dev.memfleet.exporter.protocol;

import static dev.memfleet.exporter.protocol.Packets.concat;
import static dev.memfleet.exporter.protocol.Packets.end;
import static dev.memfleet.exporter.protocol.Packets.stat;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memfleet.exporter.catalog.Recording;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class BinaryStatsParserTest {
  private static final byte[] ANSWER = concat(stat("pid", "1"), stat("version", "1.6.18"), end());

  private final AnswerMemory memory = new AnswerMemory();
  private final BinaryStatsParser parser = new BinaryStatsParser(memory);

  @Test
  void answer_inOnePiece_isReadToItsEndAndNoFurther() throws ProtocolException {
    byte[] two = concat(ANSWER, stat("next", "1"));
    assertThat(parser.feed(two, 0, two.length)).isEqualTo(ANSWER.length);
    assertThat(StatTexts.of(parser.reply())).containsExactly("pid=1", "version=1.6.18");
    assertThat(parser.feed(two, 0, two.length)).isZero();
  }

  @Test
  void answer_atEverySplit_isPutTogether() throws ProtocolException {
    for (int at = 0; at <= ANSWER.length; at++) {
      BinaryStatsParser split = new BinaryStatsParser(memory);
      assertThat(split.feed(ANSWER, 0, at)).isEqualTo(at);
      split.feed(ANSWER, at, ANSWER.length);
      assertThat(StatTexts.of(split.reply())).containsExactly("pid=1", "version=1.6.18");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STATS", "SETTINGS", "ITEMS", "SLABS"})
  void recording_asPackets_isTheSameTable(Section section) throws ProtocolException {
    String text = Recording.load("/recordings/memcached-1.6.18.stats.txt").answers().get(section);
    byte[] lines = Objects.requireNonNull(text).getBytes(ISO_8859_1);
    StatsParser expected = new StatsParser();
    expected.feed(lines, 0, lines.length);
    List<byte[]> packets = new ArrayList<>();
    for (String line : StatTexts.of(expected.reply())) {
      String[] parts = line.split("=", 2);
      packets.add(stat(parts[0], parts[1]));
    }
    packets.add(end());
    byte[] answer = concat(packets.toArray(new byte[0][]));
    parser.feed(answer, 0, answer.length);
    assertThat(StatTexts.of(parser.reply())).isEqualTo(StatTexts.of(expected.reply()));
  }

  @Test
  void answer_withoutStats_isEmpty() throws ProtocolException {
    parser.feed(end(), 0, 24);
    assertThat(StatTexts.of(parser.reply())).isEmpty();
  }

  @Test
  void value_empty_isKept() throws ProtocolException {
    byte[] answer = concat(stat("a", ""), end());
    parser.feed(answer, 0, answer.length);
    assertThat(StatTexts.of(parser.reply())).containsExactly("a=");
  }

  @Test
  void status_notOk_isARefusal() throws ProtocolException {
    byte[] answer = Packets.answer(0x10, 1, "", "Not found\n");
    parser.feed(answer, 0, answer.length);
    assertThat(Objects.requireNonNull(parser.reply()).refusal())
        .isEqualTo("status 0x01: Not found?");
  }

  static Stream<Arguments> lies() {
    byte[] negative = ByteBuffer.wrap(stat("a", "b")).putInt(8, -1).array();
    byte[] huge = ByteBuffer.wrap(stat("a", "b")).putInt(8, Integer.MAX_VALUE).array();
    byte[] longKey = ByteBuffer.wrap(stat("a", "b")).putShort(2, (short) 3).array();
    byte[] extras = ByteBuffer.wrap(stat("a", "b")).put(4, (byte) 0xff).array();
    byte[] line = "ERROR Too many open connections\r\n".getBytes(ISO_8859_1);
    return Stream.of(
        Arguments.of(line, "unexpected packet: magic 45, opcode 52"),
        Arguments.of(Packets.answer(0x11, 0, "", ""), "unexpected packet: magic 81, opcode 11"),
        Arguments.of(negative, "packet longer than 65536 bytes"),
        Arguments.of(huge, "packet longer than 65536 bytes"),
        Arguments.of(longKey, "packet shorter than its key"),
        Arguments.of(extras, "packet shorter than its key"));
  }

  @Test
  void statWithoutAName_isPassedOver() throws ProtocolException {
    byte[] answer = concat(stat("", "b"), stat("a", "1"), end());
    parser.feed(answer, 0, answer.length);

    assertThat(StatTexts.of(parser.reply())).containsExactly("a=1");
  }

  @ParameterizedTest
  @MethodSource("lies")
  void bytes_thatAreNoAnswer_areRefused(byte[] bytes, String message) {
    assertThatThrownBy(() -> parser.feed(bytes, 0, bytes.length))
        .isInstanceOf(ProtocolException.class)
        .hasMessage(message);
  }

  @Test
  void answer_withoutEnd_isBounded() {
    byte[] small = stat("a", "");
    assertThatThrownBy(
            () -> {
              while (true) {
                parser.feed(small, 0, small.length);
              }
            })
        .isInstanceOf(ProtocolException.class)
        .hasMessage("more than 100000 stats");

    BinaryStatsParser second = new BinaryStatsParser(memory);
    byte[] large = stat("a", "x".repeat(60_000));
    assertThatThrownBy(
            () -> {
              while (true) {
                second.feed(large, 0, large.length);
              }
            })
        .isInstanceOf(ProtocolException.class)
        .hasMessage("answer longer than 16777216 bytes");
    parser.release();
    second.release();
    assertThat(memory.left()).isEqualTo(AnswerMemory.SHARED);
  }

  @Test
  void answer_damaged_isReadOrRefused() {
    Random random = new Random(11211);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = ANSWER.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      BinaryStatsParser next = new BinaryStatsParser(memory);
      try {
        int taken = next.feed(damaged, 0, damaged.length);
        assertThat(taken).isBetween(0, damaged.length);
      } catch (ProtocolException refused) {
        assertThat(refused).hasMessageNotContaining("\n");
      }
    }
  }
}
