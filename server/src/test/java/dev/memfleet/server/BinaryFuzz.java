package dev.memfleet.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.memfleet.server.peer.BinaryMessage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whatever binary requests a client sends, the responses are the same however the bytes are split,
 * and no memory is leaked. All runs share three stores, and each store serves every input.
 */
class BinaryFuzz {
  private static final int BODY_LENGTH_AT = 8;
  private static final int STAT = 0x10;

  private static final List<StoreRig> STORES =
      Stream.generate(() -> new StoreRig(false)).limit(3).toList();

  /** The first byte is the length of the pieces. */
  @FuzzTest(maxDuration = "5s")
  void requests_inPieces_areAnsweredAsWhole(byte[] input) {
    if (input.length < 2) {
      return;
    }
    byte[] stream = input.clone();
    stream[0] = BinaryMessage.REQUEST;
    try (SessionRig whole = new SessionRig(STORES.get(0));
        SessionRig pieces = new SessionRig(STORES.get(1));
        SessionRig bytes = new SessionRig(STORES.get(2))) {
      whole.feed(stream, stream.length);
      pieces.feed(stream, 1 + (input[0] & 0xFF));
      bytes.feedBytes(stream);
      String expected = masked(whole);
      assertThat(masked(pieces)).isEqualTo(expected);
      assertThat(masked(bytes)).isEqualTo(expected);
    }
    STORES.forEach(StoreRig::verifyNothingIsLeft);
  }

  /** All responses but those about the process, which differ from store to store. */
  private static String masked(SessionRig rig) {
    String replies = rig.repliesAndState();
    ByteBuffer bytes = ByteBuffer.wrap(replies.getBytes(ISO_8859_1));
    StringBuilder masked = new StringBuilder();
    int at = 0;
    while (at + BinaryMessage.HEADER <= replies.length()) {
      int end = at + BinaryMessage.HEADER + bytes.getInt(at + BODY_LENGTH_AT);
      if (bytes.get(at + 1) != STAT) {
        masked.append(replies, at, end);
      }
      at = end;
    }
    return masked.append(replies, at, replies.length()).toString();
  }
}
