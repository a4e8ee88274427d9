package dev.memfleet.exporter.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerMemoryTest {
  private static final byte[] LINES =
      ("STAT name " + "x".repeat(60_000) + "\r\n").repeat(20).getBytes(ISO_8859_1);

  private final AnswerMemory memory = new AnswerMemory();

  @Test
  void largeAnswers_atATime_areBoundedTogether() throws ProtocolException {
    List<StatsParser> parsers = new ArrayList<>();

    assertThatThrownBy(
            () -> {
              while (parsers.size() < 1000) {
                StatsParser parser = new StatsParser(Section.STATS, memory);
                parsers.add(parser);
                parser.feed(LINES, 0, LINES.length);
              }
            })
        .isInstanceOf(ProtocolException.class)
        .hasMessage("too many large answers at the same time");
    assertThat(parsers.size() * (long) LINES.length)
        .isBetween(AnswerMemory.SHARED / 4, AnswerMemory.SHARED + 2L * LINES.length);

    byte[] real = "STAT uptime 5\r\nEND\r\n".getBytes(ISO_8859_1);
    StatsParser honest = new StatsParser(Section.STATS, memory);
    honest.feed(real, 0, real.length);
    assertThat(honest.reply()).isNotNull();

    parsers.forEach(StatsParser::release);
    assertThat(memory.left()).isEqualTo(AnswerMemory.SHARED);
  }
}
