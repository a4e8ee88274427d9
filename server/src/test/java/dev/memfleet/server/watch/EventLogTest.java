package dev.memfleet.server.watch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.store.ItemEvents.Lookup;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EventLogTest {
  private final EventLog log = new EventLog(1000, new AtomicLong()::incrementAndGet);

  private static byte[] key(String key) {
    return key.getBytes(ISO_8859_1);
  }

  @Test
  void lookedUp_line_isMemcacheds() {
    log.serving(21);
    log.lookedUp(key("a b/~\u00e9"), Lookup.NOT_FOUND, 0, 0);
    assertThat(log.take().get(0).line())
        .matches(
            "ts=\\d+\\.\\d+ gid=1 type=item_get key=a%20b%2F~%E9 status=not_found clsid=0 cfd=21"
                + " size=0\n");
  }

  @Test
  void add_moreThanFits_isDroppedAndCounted() {
    for (int i = 0; i < 20; i++) {
      log.lookedUp(key("four"), Lookup.FOUND, 1, 1);
    }
    assertThat(log.take()).hasSize(10);
    assertThat(log.written()).isEqualTo(10);
    assertThat(log.dropped()).isEqualTo(10);
    log.lookedUp(key("four"), Lookup.FOUND, 1, 1);
    assertThat(log.take()).hasSize(1);
  }

  @Test
  void command_longLine_isCut() {
    log.serving(7);
    log.command("get " + "k".repeat(800));
    assertThat(log.take().get(0).details())
        .hasToString("Text[text=<7 get " + "k".repeat(504) + "]");
  }

  @Test
  void watches_topicsThatAreWatched() {
    assertThat(log.active()).isFalse();
    log.topics(Topic.MUTATIONS.bit | Topic.RAWCMDS.bit);
    assertThat(log.active()).isTrue();
    assertThat(log.watchesStores()).isTrue();
    assertThat(log.watchesCommands()).isTrue();
    assertThat(log.watchesLookups()).isFalse();
    assertThat(log.watchesEvictions()).isFalse();
  }

  @Test
  void topic_abbreviation_isTheFirstThatFits() {
    assertThat(Topic.of("fetch")).isEqualTo(Topic.FETCHERS);
    assertThat(Topic.of("proxy")).isEqualTo(Topic.PROXYREQS);
    assertThat(Topic.of("bogus")).isNull();
  }
}
