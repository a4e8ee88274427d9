package dev.memfleet.server.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * Notes what the decoder finds. {@code set} and {@code ms} take a value as long as their last word,
 * {@code replace} passes over one, {@code quit} closes, {@code stats} blocks. A binary client is
 * refused.
 */
final class RecordingSink implements RequestSink {
  final List<String> events = new ArrayList<>();
  private final StringBuilder value = new StringBuilder();

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
      case SET, MS -> withData(line, Next.DATA, 0);
      case REPLACE -> withData(line, Next.SWALLOW, 2);
      case QUIT -> Next.CLOSE;
      case STATS -> Next.BLOCKED;
      default -> Next.LINE;
    };
  }

  private static Next withData(RequestLine line, Next next, int more) {
    line.unsigned32(line.count() - 1);
    line.dataLength = line.number() + more;
    return next;
  }

  @Override
  public void data(long address, int length) {
    value.append(Bytes.text(address, length));
  }

  @Override
  public Next dataEnd() {
    events.add("[" + value + "]");
    value.setLength(0);
    return Next.LINE;
  }
}
