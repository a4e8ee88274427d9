package dev.memfleet.server.watch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.memfleet.server.SessionRig;
import dev.memfleet.server.StoreRig;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whatever topics are watched and whatever requests follow, a watcher receives only well-formed
 * lines, with increasing numbers, and neither memory nor a watcher is leaked. All runs share a
 * store.
 */
class WatchFuzz {
  private static final String OK = "OK\r\n";
  private static final byte[] QUIET = "verbosity 0\r\n".getBytes(ISO_8859_1);
  private static final StoreRig STORE = new StoreRig(false);

  private static final Pattern LINE =
      Pattern.compile(
          "skipped=\\d+"
              + "|ts=\\d+\\.\\d+ gid=(\\d+) "
              + "(?:<0 [^\n]*|type=[a-z_]+(?: key=[\\w.~%-]*)?(?: [a-z]+=[\\w-]+)*)");

  /** The first line of the input lists the topics, the rest is sent by another client. */
  @FuzzTest(maxDuration = "5s")
  void events_ofAnyRequests_areLines(byte[] input) {
    String text = new String(input, ISO_8859_1);
    int end = text.indexOf('\n');
    if (end < 0 || text.contains("lru_crawler")) { // there is no crawler
      return;
    }
    String topics = text.substring(0, end);
    try (SessionRig watcher = new SessionRig(STORE);
        SessionRig client = new SessionRig(STORE)) {
      watcher.feed(("watch " + topics + "\r\n").getBytes(ISO_8859_1), Integer.MAX_VALUE / 2);
      byte[] requests = text.substring(end + 1).getBytes(ISO_8859_1);
      client.feed(requests, Integer.MAX_VALUE / 2);
      if (watcher.isWatching()) {
        STORE.watchers().pass();
        watcher.sendLines();
        verify(watcher.replies());
      }
    }
    if (text.contains("verbosity")) {
      try (SessionRig client = new SessionRig(STORE)) {
        client.feed(QUIET, QUIET.length);
      }
    }
    assertThat(STORE.watchers().count()).isZero();
    STORE.verifyNothingIsLeft();
  }

  private static void verify(String replies) {
    assertThat(replies).startsWith(OK);
    assertThat(replies.length() == OK.length() || replies.endsWith("\n")).isTrue();
    long last = 0;
    for (String line : replies.substring(OK.length()).split("\n", 0)) {
      Matcher matcher = LINE.matcher(line);
      assertThat(line.isEmpty() || matcher.matches()).as(line).isTrue();
      if (line.startsWith("ts=")) {
        long number = Long.parseLong(matcher.group(1));
        assertThat(number).isGreaterThan(last);
        last = number;
      }
    }
  }
}
