package dev.memfleet.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.store.lru.ItemStats;
import dev.memfleet.server.store.lru.LruCounter;
import dev.memfleet.server.store.slab.SlabStats;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreTest {
  private final TestStore store = TestStore.ofMegabytes(64);

  @AfterEach
  void deletingEverything_leavesNoItem() {
    store.store.flush(0);
    store.close();
  }

  @Test
  void set_thenGet_givesValueAndFlags() {
    store.store(StoreMode.SET, "k", "value", 0xdeadbeef, 0, 0);
    try (Entry entry = store.lock("k")) {
      assertThat(entry.found()).isTrue();
      assertThat(entry.clientFlags()).isEqualTo(0xdeadbeef);
      assertThat(store.value(entry)).isEqualTo("value");
      assertThat(entry.fetched()).isFalse();
      entry.bump();
      assertThat(entry.fetched()).isTrue();
    }
  }

  @Test
  void itemSize_isMemcachedsToTheByte() {
    store.set("a", "1");
    store.store(StoreMode.SET, "b", "1", 5, 0, 0);
    try (Entry entry = store.lock("a")) {
      assertThat(entry.size()).isEqualTo(61);
      assertThat(entry.slabClass()).isEqualTo(1);
    }
    try (Entry entry = store.lock("b")) {
      assertThat(entry.size()).isEqualTo(65);
    }
    ItemStats items = store.store.itemStats().get(0);
    assertThat(items.memRequested()).isEqualTo(61 + 65);
    SlabStats slabs = store.store.slabStats().get(0);
    assertThat(slabs.chunkSize()).isEqualTo(96);
    assertThat(slabs.chunksPerPage()).isEqualTo(10922);
    assertThat(slabs.usedChunks()).isEqualTo(2);
    assertThat(store.store.allocatedBytes()).isEqualTo(TestStore.MEGABYTE);
  }

  @Test
  void modes_followWhatIsThere() {
    assertThat(store.store(StoreMode.REPLACE, "k", "x")).isEqualTo(StoreResult.NOT_STORED);
    assertThat(store.store(StoreMode.APPEND, "k", "x")).isEqualTo(StoreResult.NOT_STORED);
    assertThat(store.store(StoreMode.PREPEND, "k", "x")).isEqualTo(StoreResult.NOT_STORED);
    assertThat(store.store(StoreMode.CAS, "k", "x", 0, 0, 1)).isEqualTo(StoreResult.NOT_FOUND);
    assertThat(store.store(StoreMode.ADD, "k", "b")).isEqualTo(StoreResult.STORED);
    assertThat(store.store(StoreMode.ADD, "k", "x")).isEqualTo(StoreResult.NOT_STORED);
    assertThat(store.store(StoreMode.APPEND, "k", "c")).isEqualTo(StoreResult.STORED);
    assertThat(store.store(StoreMode.PREPEND, "k", "a")).isEqualTo(StoreResult.STORED);
    assertThat(store.get("k")).isEqualTo("abc");
    assertThat(store.store(StoreMode.REPLACE, "k", "new")).isEqualTo(StoreResult.STORED);
    assertThat(store.store(StoreMode.APPEND_OR_ADD, "l", "1")).isEqualTo(StoreResult.STORED);
    assertThat(store.store(StoreMode.PREPEND_OR_ADD, "l", "2")).isEqualTo(StoreResult.STORED);
    assertThat(store.get("l")).isEqualTo("21");
  }

  @Test
  void cas_storesOnlyOverTheExpectedItem() {
    store.set("k", "1");
    long cas = store.casOf("k");
    assertThat(store.store(StoreMode.CAS, "k", "2", 0, 0, cas + 1)).isEqualTo(StoreResult.EXISTS);
    assertThat(store.reservation().casOutcome()).isEqualTo(CasOutcome.MISMATCH);
    assertThat(store.store(StoreMode.CAS, "k", "2", 0, 0, cas)).isEqualTo(StoreResult.STORED);
    assertThat(store.reservation().casOutcome()).isEqualTo(CasOutcome.MATCH);
    assertThat(store.reservation().cas()).isEqualTo(store.casOf("k")).isGreaterThan(cas);
    assertThat(store.get("k")).isEqualTo("2");
  }

  @Test
  void cas_lowerButStaleAllowed_storesTheValueMarkedStale() {
    store.set("k", "0");
    store.store(StoreMode.SET, "k", "1", 0, 5000, 0);
    long cas = store.casOf("k");
    store.reserve("k", 0, 0, 1);
    store.fill("2");
    assertThat(store.worker.commit(store.reservation(), StoreMode.CAS, cas - 1, 0, true))
        .isEqualTo(StoreResult.STORED);
    assertThat(store.reservation().casOutcome()).isEqualTo(CasOutcome.STALE);
    try (Entry entry = store.lock("k")) {
      assertThat(entry.stale()).isTrue();
      assertThat(entry.expiresAt()).isEqualTo(5000);
      assertThat(store.value(entry)).isEqualTo("2");
    }
  }

  @Test
  void commit_newCasGiven_isTheItems() {
    store.reserve("k", 0, 0, 1);
    store.fill("1");
    store.worker.commit(store.reservation(), StoreMode.SET, 0, 777, false);
    assertThat(store.casOf("k")).isEqualTo(777);
  }

  @Test
  void abandon_givesTheChunksBack() {
    store.reserve("k", 0, 0, 1_000_000);
    assertThat(usedChunks()).isEqualTo(3);
    store.worker.abandon(store.reservation());
    assertThat(usedChunks()).isZero();
    assertThat(store.get("k")).isNull();
  }

  private long usedChunks() {
    return store.store.slabStats().stream().mapToLong(SlabStats::usedChunks).sum();
  }

  @Test
  void largeValue_liesInChunksAndComesBackWhole() {
    String value = "0123456789".repeat(100_000);
    store.set("large", value);
    assertThat(store.get("large")).isEqualTo(value);
    assertThat(store.store(StoreMode.APPEND, "large", "tail")).isEqualTo(StoreResult.STORED);
    assertThat(store.get("large")).isEqualTo(value + "tail");
    assertThat(store.delete("large")).isTrue();
    assertThat(usedChunks()).isZero();
  }

  @Test
  void tooLarge_isRefused() {
    assertThat(store.reserve("k", 0, 0, TestStore.MEGABYTE)).isEqualTo(ReserveResult.TOO_LARGE);
    assertThat(store.reserve("k", 0, 0, Integer.MAX_VALUE)).isEqualTo(ReserveResult.TOO_LARGE);
  }

  @Test
  void terminated_seesTheLineEnd() {
    store.reserve("k", 0, 0, 2);
    store.fill("ab");
    assertThat(store.reservation().terminated()).isTrue();
    store.worker.abandon(store.reservation());
    store.reserve("k", 0, 0, 4);
    store.fill("abcd".substring(0, 2));
    store.fill("");
    assertThat(store.reservation().terminated()).isTrue();
    store.worker.abandon(store.reservation());
    store.reserve("k", 0, 0, 3);
    store.fill("abc".substring(0, 1));
    store.reservation().advance(2);
    assertThat(store.reservation().terminated()).isFalse();
    store.worker.abandon(store.reservation());
  }

  @Test
  void expiredItem_isGoneAndCounted() {
    store.store(StoreMode.SET, "k", "1", 0, store.clock.expiry(10), 0);
    store.clock.advance(9);
    assertThat(store.get("k")).isEqualTo("1");
    store.clock.advance(1);
    assertThat(store.get("k")).isNull();
    assertThat(store.store.stats().getExpired()).isEqualTo(1);
    assertThat(store.store.stats().currItems()).isZero();
  }

  @Test
  void flush_sparesWhatIsStoredLaterInTheSameSecond() {
    store.set("old", "1");
    store.store.flush(0);
    store.set("new", "1");
    assertThat(store.get("old")).isNull();
    assertThat(store.get("new")).isEqualTo("1");
    assertThat(store.store.stats().getFlushed()).isEqualTo(1);
  }

  @Test
  void flushWithDelay_takesEffectThen() {
    store.set("k", "1");
    store.store.flush(store.clock.expiry(10));
    store.clock.advance(7);
    assertThat(store.get("k")).isEqualTo("1");
    store.clock.advance(3);
    assertThat(store.get("k")).isNull();
  }

  @Test
  void add_countsUpWrapsAndPads() {
    store.set("n", "18446744073709551615");
    assertThat(add("n", true, 1)).isEqualTo("0");
    assertThat(store.get("n")).isEqualTo("0" + " ".repeat(19));
    store.set("n", "10");
    assertThat(add("n", false, 1)).isEqualTo("9");
    assertThat(store.get("n")).isEqualTo("9 ");
    assertThat(add("n", false, 100)).isEqualTo("0");
    assertThat(add("n", true, 123)).isEqualTo("123");
    assertThat(store.get("n")).isEqualTo("123");
    store.set("n", "x");
    assertThat(add("n", true, 1)).isEqualTo("NON_NUMERIC");
  }

  private String add(String key, boolean increment, long delta) {
    try (Entry entry = store.lock(key)) {
      DeltaResult result = entry.add(increment, delta, 0, 0);
      return result == DeltaResult.OK ? Long.toUnsignedString(entry.number()) : result.name();
    }
  }

  @Test
  void invalidate_marksStaleAndTakesTheTokenBack() {
    store.set("k", "1");
    try (Entry entry = store.lock("k")) {
      entry.sendToken();
      entry.invalidate(99);
      assertThat(entry.stale()).isTrue();
      assertThat(entry.tokenSent()).isFalse();
      assertThat(entry.cas()).isEqualTo(99);
    }
    store.set("k", "2");
    try (Entry entry = store.lock("k")) {
      assertThat(entry.stale()).isFalse();
    }
  }

  @Test
  void pinnedValue_survivesDeleteAndReplacement() {
    String value = "x".repeat(700_000);
    store.set("k", value);
    long pin;
    try (Entry entry = store.lock("k")) {
      pin = entry.pin();
      entry.remove();
    }
    assertThat(usedChunks()).isEqualTo(3);
    int length = store.store.segmentLength(pin, 0) + store.store.segmentLength(pin, 1);
    assertThat(length).isEqualTo(value.length() + 2);
    assertThat(store.store.segment(pin, 1)).isNotZero();
    store.store.unpin(pin);
    assertThat(usedChunks()).isZero();
  }

  @Test
  void fullMemory_evictsTheOldest() {
    String value = "v".repeat(10_000);
    for (int i = 0; i < 20_000; i++) {
      store.set("key" + i, value);
    }
    assertThat(store.get("key0")).isNull();
    assertThat(store.get("key19999")).isEqualTo(value);
    assertThat(store.store.allocatedBytes()).isLessThanOrEqualTo(64L * TestStore.MEGABYTE);
    assertThat(store.store.stats().get(LruCounter.EVICTED)).isGreaterThan(10_000);
  }
}
