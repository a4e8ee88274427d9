package dev.memfleet.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.store.item.Memory;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestDecoderTest {
  private static final String STREAM =
      String.join(
          "\r\n",
          "get a bb  ccc ",
          "set k 0 0 5",
          "ab",
          "c",
          "\nversion\nreplace k 0 0 3",
          "xyz",
          " get a",
          "mg key v t",
          "ms k 2",
          "\r\n",
          "flush_all noreply",
          "flush_allx",
          "quit",
          "mn",
          "");

  private static final String[] EVENTS = {
    "GET a bb ccc",
    "SET k 0 0 5",
    "[ab\r\nc\r\n]",
    "UNKNOWN",
    "VERSION",
    "REPLACE k 0 0 3",
    "UNKNOWN get a",
    "MG key v t",
    "MS k 2",
    "[\r\n\r\n]",
    "FLUSH_ALL noreply",
    "UNKNOWN",
    "QUIT"
  };

  private final RecordingSink sink = new RecordingSink();
  private final RequestDecoder decoder = decoder(true);

  private RequestDecoder decoder(boolean negotiates) {
    return new RequestDecoder(sink, new RequestLine(new Decimal()), negotiates);
  }

  /** Shows the stream in growing pieces; what is not used is shown again. */
  private void feed(String stream, IntUnaryOperator nextPiece) {
    byte[] bytes = stream.getBytes(StandardCharsets.ISO_8859_1);
    int used = 0;
    int shown = 0;
    while (shown < bytes.length) {
      shown = Math.min(bytes.length, shown + nextPiece.applyAsInt(shown));
      used += decode(bytes, used, shown - used, Integer.MAX_VALUE);
    }
  }

  private int decode(byte[] bytes, int from, int length, int budget) {
    long copy = Memory.allocate(Math.max(1, length));
    try {
      Memory.copy(bytes, from, copy, length);
      return decoder.decode(copy, length, budget);
    } finally {
      Memory.free(copy);
    }
  }

  @Test
  void stream_whole() {
    feed(STREAM, shown -> STREAM.length());
    assertThat(sink.events).containsExactly(EVENTS);
    assertThat(decoder.closed()).isTrue();
  }

  @Test
  void stream_byteByByte() {
    feed(STREAM, shown -> 1);
    assertThat(sink.events).containsExactly(EVENTS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void stream_atRandomSplits(long seed) {
    Random random = new Random(seed);
    feed(STREAM, shown -> 1 + random.nextInt(20));
    assertThat(sink.events).containsExactly(EVENTS);
  }

  @Test
  void budget_spent_restStays() {
    byte[] two = "mn\r\nmn\r\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(decode(two, 0, two.length, 1)).isEqualTo(4);
    assertThat(decoder.exhausted()).isTrue();
    assertThat(sink.events).containsExactly("MN");
  }

  @Test
  void blockedSink_decodesNoFurtherUntilResumed() {
    byte[] bytes = "stats\r\nmn\r\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(decode(bytes, 0, bytes.length, 10)).isEqualTo(7);
    assertThat(decode(bytes, 7, 4, 10)).isZero();
    decoder.resume(Next.REQUEST);
    assertThat(decode(bytes, 7, 4, 10)).isEqualTo(4);
    assertThat(sink.events).containsExactly("STATS", "MN");
  }

  @Test
  void lineOf2048WithoutEnd_isAwaited() {
    feed("x".repeat(2048), shown -> 2048);
    assertThat(decoder.closed()).isFalse();
  }

  @Test
  void longerLineWithoutEnd_closes() {
    feed("x".repeat(2049), shown -> 2049);
    assertThat(decoder.closed()).isTrue();
  }

  @Test
  void longRetrievalWithoutEnd_isAwaited() {
    feed(" ".repeat(100) + "get " + "k".repeat(3000), shown -> 4096);
    assertThat(decoder.closed()).isFalse();
  }

  @Test
  void longRetrievalBehindTooManySpaces_closes() {
    feed(" ".repeat(101) + "get " + "k".repeat(3000), shown -> 4096);
    assertThat(decoder.closed()).isTrue();
  }

  @Test
  void firstByte_binary_isLeftToTheSink() {
    byte[] bytes = {(byte) 0x80, 'g', 'e', 't', ' ', 'a', '\n'};
    assertThat(decode(bytes, 0, bytes.length, 1)).isZero();
    assertThat(sink.events).containsExactly("[binary]");
    assertThat(decoder.closed()).isTrue();
  }

  @Test
  void firstByte_binaryWhereTextWasChosen_isPartOfALine() {
    byte[] bytes = {(byte) 0x80, '\n'};
    RequestDecoder text = decoder(false);
    long copy = Memory.allocate(bytes.length);
    try {
      Memory.copy(bytes, 0, copy, bytes.length);
      assertThat(text.decode(copy, bytes.length, 1)).isEqualTo(bytes.length);
    } finally {
      Memory.free(copy);
    }
    assertThat(sink.events).containsExactly("UNKNOWN");
  }

  @Test
  void laterByte_binary_isPartOfALine() {
    feed("mn\r\n\u0080\r\n", shown -> 1);
    assertThat(sink.events).containsExactly("MN", "UNKNOWN");
  }
}
