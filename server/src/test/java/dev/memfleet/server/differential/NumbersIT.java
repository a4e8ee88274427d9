package dev.memfleet.server.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.Software;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests every numeric argument of every command at its limits. A number that memcached 1.6.45
 * accepts has the same effect on our server as on the memcached that runs beside it; a number that
 * 1.6.45 rejects leaves the item unchanged.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NumbersIT {
  private static final String[] OPTIONS = {"-o", "no_lru_crawler,no_lru_maintainer"};
  private static final String BEFORE =
      "flush_all\r\nset k 7 1000 4\r\n4999\r\ndelete new\r\nverbosity 0\r\ncache_memlimit 64\r\n";
  private static final String STATE = "mg k t f s v\r\nmg new t f s v\r\n";
  private static final String UNCHANGED = "VA 4 t1000 f7 s4\r\n4999\r\nEN\r\n";

  private static final String BAD_FORMAT = "CLIENT_ERROR bad command line format\r\n";

  /**
   * Longer values are not sent: they exceed the item size limit, and the servers answer only after
   * they have read all of the value.
   */
  private static final int LONGEST_SENT = 1 << 17;

  /** A negative remaining time to live, as an unsigned number, and an absolute expiry time. */
  private static final Pattern SECONDS = Pattern.compile(" t4294\\d{6}|; \\d+ s]");

  /** memcached adds the two percentages in 32 bits. */
  private static final Pattern WRAPS = Pattern.compile("lru tune .*4294967295.*\r\n");

  private CacheServer memfleet;
  private CacheServer memcached;
  private TextClient ours;
  private TextClient theirs;

  @BeforeAll
  void start() throws IOException {
    memfleet = Software.MEMFLEET.start(OPTIONS);
    memcached = Software.MEMCACHED.start(OPTIONS);
    ours = memfleet.connect();
    theirs = memcached.connect();
  }

  @ParameterizedTest
  @EnumSource(NumericArgument.class)
  void number_isTakenOrRefusedAsMemcachedDoes(NumericArgument argument) throws IOException {
    for (String word : NumericArgument.words()) {
      String request = argument.with(word);
      if (WRAPS.matcher(request).matches()) {
        assertThat(ours.exchange(request)).startsWith("ERROR");
      } else if (argument.takes(word)) {
        compare(request);
      } else {
        ours.exchange(BEFORE);
        assertSame(request, ours.exchange(request + STATE), argument.refusal() + UNCHANGED);
      }
    }
  }

  /** What comes after a length that is taken is the value, however long. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "set k 7 1000 #",
        "add new 7 1000 #",
        "replace k 7 1000 #",
        "append k 7 1000 #",
        "prepend k 7 1000 #",
        "cas k 7 1000 # 1",
        "ms k #",
        "ms new # T1000 F7"
      })
  void length_isTakenOrRefusedAsMemcachedDoes(String command) throws IOException {
    for (String word : NumericArgument.words()) {
      String request = command.replace("#", word) + "\r\n";
      if (!NumericArgument.isLength(word)) {
        ours.exchange(BEFORE);
        assertSame(request, ours.exchange(request + STATE), BAD_FORMAT + UNCHANGED);
      } else if (Integer.parseInt(word) <= LONGEST_SENT) {
        compare(request + "1".repeat(Integer.parseInt(word)) + "\r\n");
      }
    }
  }

  /**
   * Runs on our server only, because Debian's memcached does not have the flag, and without a
   * flush, because a flush also removes items with low cas ids that are stored in the same second.
   */
  @Test
  void explicitCasId_isTakenOrRefused() throws IOException {
    String before = "delete k\r\nset k 7 1000 4\r\n4999\r\n";
    try (CacheServer unflushed = Software.MEMFLEET.start(OPTIONS);
        TextClient client = unflushed.connect()) {
      for (String word : NumericArgument.words()) {
        client.exchange(before);
        String reply =
            client.exchange("ms k 4 T1000 F7 E" + word + "\r\n4999\r\nmg k c\r\n" + STATE);
        if (NumericArgument.isCas(word)) {
          String cas = "HD c" + new BigInteger(word) + "\r\n";
          assertSame(word, reply, "HD\r\n" + cas + UNCHANGED);
        } else {
          assertThat(reply).startsWith("CLIENT_ERROR bad token in command line format\r\nHD c");
          assertSame(word, reply, reply.substring(0, reply.indexOf("VA ")) + UNCHANGED);
        }
      }
    }
  }

  private void compare(String request) throws IOException {
    ours.exchange(BEFORE);
    theirs.exchange(BEFORE);
    String reply = ours.exchange(request);
    assertSame(request, reply, VersionRules.current(request, theirs.exchange(request)));
    if (!request.startsWith("flush_all")) { // when that takes effect is ClockIT's
      assertSame(request, ours.exchange(STATE), theirs.exchange(STATE));
    }
  }

  private static void assertSame(String request, String reply, String expected) {
    String ours = SECONDS.matcher(reply).replaceAll("*");
    String theirs = SECONDS.matcher(expected).replaceAll("*");
    if (!ReplyComparison.same(ours, theirs, ReplyComparison.SECONDS_APART)) {
      assertThat(reply).as(request).isEqualTo(expected);
    }
  }

  @AfterAll
  void stop() throws IOException {
    ours.close();
    theirs.close();
    memfleet.close();
    memcached.close();
  }
}
