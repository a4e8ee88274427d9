package dev.memfleet.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whatever bytes a client sends, the replies are the same however the bytes are split, and no
 * memory is leaked.
 */
class SessionFuzz {
  /** Longest input that is compared: longer lines are accepted only if they arrive as a whole. */
  private static final int MAX_LINE = 2048;

  /** An error that, as in memcached, depends on whether earlier replies have been sent. */
  private static final String PIPELINED = "ERROR cannot pipeline other commands before ";

  /** Lines about the process, which differ from run to run. */
  private static final Pattern STATISTIC = Pattern.compile("STAT [^\r]*\r\n");

  /** Binary responses to {@code stat}, which also differ from run to run. */
  private static final Pattern BINARY_STATISTIC =
      Pattern.compile("\u0081\u0010.*?(?=\u0081[^\u0010]|closed$|open$)", Pattern.DOTALL);

  /** The first byte is the length of the pieces. */
  @FuzzTest(maxDuration = "5s")
  void requests_inPieces_areAnsweredAsWhole(byte[] input) {
    if (input.length < 2) {
      return;
    }
    byte[] stream = Arrays.copyOfRange(input, 1, input.length);
    boolean crawls = new String(stream, ISO_8859_1).contains("lru_crawler");
    List<StoreRig> stores = Stream.generate(() -> new StoreRig(crawls, "-W")).limit(3).toList();
    try (SessionRig whole = new SessionRig(stores.get(0));
        SessionRig pieces = new SessionRig(stores.get(1));
        SessionRig bytes = new SessionRig(stores.get(2))) {
      whole.feed(stream, stream.length);
      pieces.feed(stream, 1 + (input[0] & 0xFF));
      bytes.feedBytes(stream);
      String expected = masked(whole);
      if (stream.length <= MAX_LINE && !expected.contains(PIPELINED)) {
        assertThat(masked(pieces)).isEqualTo(expected);
        assertThat(masked(bytes)).isEqualTo(expected);
      }
    }
    stores.forEach(StoreRig::verifyNothingIsLeft);
    stores.forEach(StoreRig::close);
  }

  private static String masked(SessionRig rig) {
    String text = STATISTIC.matcher(rig.repliesAndState()).replaceAll("");
    return BINARY_STATISTIC.matcher(text).replaceAll("");
  }
}
