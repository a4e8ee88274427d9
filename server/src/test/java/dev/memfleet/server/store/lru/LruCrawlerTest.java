package dev.memfleet.server.store.lru;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.memory.Memory;
import dev.memfleet.server.peer.Polling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LruCrawlerTest {
  private static final long ALL = -1;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final LruRig rig = new LruRig(LruTuning.DEFAULT);
  private final Thread thread = new Thread(rig.crawler, "crawler");

  @BeforeEach
  void start() {
    thread.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
    rig.close();
  }

  /** Notes the keys it is shown. */
  private static final class KeyList implements ItemVisitor {
    private final List<String> keys = new ArrayList<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final CountDownLatch release;
    private final long scratch = Memory.allocate(250);

    KeyList(CountDownLatch release) {
      this.release = release;
    }

    KeyList() {
      this(new CountDownLatch(0));
    }

    @Override
    public void visit(ItemFacts item) {
      byte[] key = new byte[item.keyLength()];
      item.copyKey(scratch);
      Memory.copy(scratch, key, 0, key.length);
      keys.add(new String(key, ISO_8859_1));
    }

    @Override
    public boolean proceed() {
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return true;
    }

    @Override
    public void finish() {
      Memory.free(scratch);
      finished.countDown();
    }
  }

  private void awaitIdle() {
    Polling.until(
        LIMIT, "the crawler", () -> rig.crawler.running() ? Optional.empty() : Optional.of(true));
  }

  @Test
  void crawl_reclaimsExpiredItemsOnly() {
    for (int i = 0; i < 500; i++) {
      rig.put("brief" + i, 10, rig.clock.expiry(5));
      rig.put("lasting" + i, 10, i % 2 == 0 ? 0 : rig.clock.expiry(5000));
    }
    rig.clock.advance(10);
    assertThat(rig.crawler.crawl(ALL)).isEqualTo(CrawlResult.OK);
    awaitIdle();
    assertThat(rig.stats().number()).isEqualTo(500);
    assertThat(rig.stats().get(LruCounter.CRAWLER_RECLAIMED)).isEqualTo(500);
    assertThat(rig.stats().get(LruCounter.CRAWLER_ITEMS_CHECKED)).isEqualTo(1000);
    assertThat(rig.stats().get(LruCounter.EXPIRED_UNFETCHED)).isEqualTo(500);
    assertThat(rig.crawler.starts()).isEqualTo(1);
  }

  @Test
  void crawl_ofFlushedItems_reclaimsThem() {
    for (int i = 0; i < 10; i++) {
      rig.put("old" + i, 10, 0);
    }
    rig.items.flush(0);
    rig.put("new", 10, 0);
    rig.crawler.crawl(ALL);
    awaitIdle();
    assertThat(rig.stats().number()).isEqualTo(1);
  }

  @Test
  void dump_showsEveryLiveItemOnce() throws InterruptedException {
    List<String> expected = fill();
    rig.put("expired", 10, 1);
    KeyList list = new KeyList();
    assertThat(rig.crawler.dump(ALL, list)).isEqualTo(CrawlResult.OK);
    list.finished.await();
    assertThat(list.keys).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void dumpByHash_showsEveryLiveItemOnce() throws InterruptedException {
    List<String> expected = fill();
    KeyList list = new KeyList();
    assertThat(rig.crawler.dumpByHash(list)).isEqualTo(CrawlResult.OK);
    list.finished.await();
    assertThat(list.keys).containsExactlyInAnyOrderElementsOf(expected);
  }

  private List<String> fill() {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      keys.add("key" + i);
      rig.put("key" + i, i, 0);
    }
    return keys;
  }

  @Test
  void dump_ofOneClass_showsThatClass() throws InterruptedException {
    rig.put("small", 10, 0);
    rig.put("large", 5000, 0);
    KeyList list = new KeyList();
    rig.crawler.dump(1L << 1, list);
    list.finished.await();
    assertThat(list.keys).containsExactly("small");
  }

  @Test
  void secondCrawl_whileOneRuns_isBusy() throws InterruptedException {
    rig.put("key", 10, 0);
    CountDownLatch release = new CountDownLatch(1);
    KeyList list = new KeyList(release);
    rig.crawler.dump(ALL, list);
    assertThat(rig.crawler.crawl(ALL)).isEqualTo(CrawlResult.BUSY);
    release.countDown();
    list.finished.await();
  }
}
