package dev.memfleet.server.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.memory.Decimal;
import dev.memfleet.server.memory.Memory;
import dev.memfleet.server.peer.BinaryMessage;
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
  private static final String BINARY_STREAM =
      header(0x00, 3, 0, 3)
          + "abc"
          + header(0x11, 1, 8, 11)
          + "FFFFTTTTkvv"
          + header(0x0a, 0, 0, 0)
          + header(0x03, 1, 8, 12)
          + "FFFFTTTTkxyz"
          + header(0x02, 1, 8, 9)
          + "FFFFTTTTk"
          + header(0x07, 0, 0, 0)
          + header(0x0a, 0, 0, 0);

  private static final String[] BINARY_EVENTS = {
    "[binary]", "GET abc", "SETQ k", "[vv]", "NOOP ", "REPLACE k", "ADD k", "QUIT "
  };

  private final RequestDecoder decoder = decoder();

  private RequestDecoder decoder() {
    return new RequestDecoder(sink, new RequestLine(new Decimal()), new BinaryRequest());
  }

  private static String header(int opcode, int keyLength, int extrasLength, int bodyLength) {
    byte[] header = BinaryMessage.header(opcode, keyLength, extrasLength, bodyLength, 0, 0);
    return new String(header, ISO_8859_1);
  }

  /** Feeds the stream in pieces; unused bytes are passed again together with the next piece. */
  private void feed(String stream, IntUnaryOperator nextPiece) {
    byte[] bytes = stream.getBytes(ISO_8859_1);
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
    byte[] two = "mn\r\nmn\r\n".getBytes(ISO_8859_1);
    assertThat(decode(two, 0, two.length, 1)).isEqualTo(4);
    assertThat(decoder.exhausted()).isTrue();
    assertThat(sink.events).containsExactly("MN");
  }

  @Test
  void blockedSink_decodesNoFurtherUntilResumed() {
    byte[] bytes = "stats\r\nmn\r\n".getBytes(ISO_8859_1);
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
  void binaryStream_whole() {
    feed(BINARY_STREAM, shown -> BINARY_STREAM.length());
    assertThat(sink.events).containsExactly(BINARY_EVENTS);
    assertThat(decoder.closed()).isTrue();
  }

  @Test
  void binaryStream_byteByByte() {
    feed(BINARY_STREAM, shown -> 1);
    assertThat(sink.events).containsExactly(BINARY_EVENTS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void binaryStream_atRandomSplits(long seed) {
    Random random = new Random(seed);
    feed(BINARY_STREAM, shown -> 1 + random.nextInt(30));
    assertThat(sink.events).containsExactly(BINARY_EVENTS);
  }

  @Test
  void binaryBudget_spent_restStays() {
    byte[] two = (header(0x0a, 0, 0, 0) + header(0x0a, 0, 0, 0)).getBytes(ISO_8859_1);
    assertThat(decode(two, 0, two.length, 1)).isEqualTo(24);
    assertThat(decoder.exhausted()).isTrue();
  }

  @Test
  void laterMagic_wrong_closes() {
    feed(header(0x0a, 0, 0, 0) + "get a\r\n", shown -> 100);
    assertThat(sink.events).containsExactly("[binary]", "NOOP ");
    assertThat(decoder.closed()).isTrue();
  }

  @Test
  void firstByte_textWhereBinaryWasChosen_closes() {
    decoder.setProtocol(true);
    feed("get a\r\n", shown -> 1);
    assertThat(sink.events).isEmpty();
    assertThat(decoder.closed()).isTrue();
  }

  @Test
  void firstByte_binaryWhereTextWasChosen_isPartOfALine() {
    decoder.setProtocol(false);
    feed("\u0080\n", shown -> 2);
    assertThat(sink.events).containsExactly("UNKNOWN");
  }

  @Test
  void laterByte_binary_isPartOfALine() {
    feed("mn\r\n\u0080\r\n", shown -> 1);
    assertThat(sink.events).containsExactly("MN", "UNKNOWN");
  }
}
