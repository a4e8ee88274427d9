package dev.memfleet.server.protocol;

import dev.memfleet.server.memory.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * Records the requests and values that the decoder finds. {@code set} and {@code ms} take a value,
 * whose length is their last word; {@code replace} skips one, {@code quit} closes, {@code stats}
 * blocks. Binary {@code set}, {@code replace} and {@code quit} do the same.
 */
final class RecordingSink implements RequestSink {
  private static final int LINE_END = 2;

  final List<String> events = new ArrayList<>();
  private final StringBuilder value = new StringBuilder();
  private long expected;

  @Override
  public void negotiated(boolean binary) {
    if (binary) {
      events.add("[binary]");
    }
  }

  @Override
  public Next request(BinaryRequest request) {
    events.add(request.opcode() + (request.quiet() ? "Q " : " ") + request.keyText());
    expected = request.valueLength();
    return switch (request.opcode()) {
      case SET -> Next.DATA;
      case REPLACE -> Next.SWALLOW;
      case QUIT -> Next.CLOSE;
      default -> Next.REQUEST;
    };
  }

  @Override
  public Next line(RequestLine line) {
    line.tokenize();
    StringBuilder words = new StringBuilder(line.verb().name());
    for (int token = 1; token < line.count(); token++) {
      words.append(' ').append(line.text(token));
    }
    events.add(words.toString());
    return switch (line.verb()) {
      case SET, MS -> withData(line, Next.DATA);
      case REPLACE -> withData(line, Next.SWALLOW);
      case QUIT -> Next.CLOSE;
      case STATS -> Next.BLOCKED;
      default -> Next.REQUEST;
    };
  }

  private Next withData(RequestLine line, Next next) {
    line.unsigned32(line.count() - 1);
    expected = line.number() + LINE_END;
    return next;
  }

  @Override
  public long expected() {
    return expected;
  }

  @Override
  public void data(long address, int length) {
    value.append(Bytes.text(address, length));
  }

  @Override
  public Next dataEnd() {
    events.add("[" + value + "]");
    value.setLength(0);
    return Next.REQUEST;
  }
}
