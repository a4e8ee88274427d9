package dev.memfleet.server.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * Notes what the decoder finds. {@code set} and {@code ms} take a value as long as their last word,
 * {@code replace} passes over one, {@code quit} closes, {@code stats} blocks. A binary client is
 * refused.
 */
final class RecordingSink implements RequestSink {
  private static final int LINE_END = 2;

  final List<String> events = new ArrayList<>();
  private final StringBuilder value = new StringBuilder();
  private long expected;

  @Override
  public Next binary() {
    events.add("[binary]");
    return Next.CLOSE;
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
