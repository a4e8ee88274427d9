package dev.memfleet.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memfleet.server.peer.Polling;
import dev.memfleet.server.store.lru.CrawlerTuning;
import dev.memfleet.server.store.lru.LruCounter;
import dev.memfleet.server.store.lru.LruTuning;
import dev.memfleet.server.store.slab.AutomoveTuning;
import dev.memfleet.server.store.slab.MoveCounter;
import dev.memfleet.server.store.slab.ReassignResult;
import dev.memfleet.server.store.slab.SlabOptions;
import dev.memfleet.server.store.slab.SlabStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class StoreMemoryTest {
  private static final String VALUE = "v".repeat(10_000);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static StoreOptions options(SlabOptions slabs, boolean evict, boolean trackSizes) {
    return new StoreOptions(
        slabs, evict, true, 16, true, true, LruTuning.DEFAULT, CrawlerTuning.DEFAULT, trackSizes);
  }

  private static void await(BooleanSupplier condition) {
    Polling.until(
        LIMIT, "the store", () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  private static int fill(TestStore store, int count) {
    for (int i = 0; i < count; i++) {
      store.set("key" + i, VALUE);
    }
    return count;
  }

  private static long present(TestStore store, int count) {
    long present = 0;
    for (int i = 0; i < count; i++) {
      String value = store.get("key" + i);
      if (value != null) {
        assertThat(value).isEqualTo(VALUE);
        present++;
      }
    }
    return present;
  }

  @Test
  void withoutEviction_fullMemoryRefuses() {
    try (TestStore store = new TestStore(options(SlabOptions.ofMaxBytes(2L << 20), false, false))) {
      int stored = 0;
      while (store.reserve("key" + stored, 0, 0, 10_000) == ReserveResult.RESERVED) {
        store.fill(VALUE);
        store.worker.commit(store.reservation(), StoreMode.SET);
        stored++;
      }
      assertThat(stored).isGreaterThan(150);
      assertThat(store.store.stats().get(LruCounter.EVICTED)).isZero();
      assertThat(store.store.itemStats().get(0).get(LruCounter.OUT_OF_MEMORY)).isEqualTo(1);
      assertThat(present(store, stored)).isEqualTo(stored);
    }
  }

  @Test
  void lowerLimit_givesPagesBackAndKeepsWhatFits() {
    try (TestStore store = TestStore.ofMegabytes(32)) {
      int count = fill(store, 2_500);
      store.store.start(TestStore::failed);
      assertThat(store.store.limitMemory(8L << 20)).isEqualTo(MemoryLimitResult.OK);
      await(() -> store.store.allocatedBytes() <= 8L << 20);
      assertThat(present(store, count)).isBetween(500L, 800L);
      assertThat(store.store.stats().get(MoveCounter.PAGES_MOVED)).isGreaterThanOrEqualTo(15);
      assertThat(store.store.stats().slabGlobalPagePool()).isZero();
    }
  }

  @Test
  void eagerMoves_eachEvictionBringsAPage() {
    try (TestStore store = new TestStore(StoreOptions.ofMaxBytes(16L << 20))) {
      fill(store, 2_500);
      store.store.automove(new AutomoveTuning(true, true, 0.8, 30));
      store.store.start(TestStore::failed);
      String value = "v".repeat(20_000);
      int[] stored = new int[1];
      await(
          () -> {
            store.trySet("large" + stored[0]++, value);
            return store.store.stats().get(MoveCounter.PAGES_MOVED) >= 3;
          });
    }
  }

  @Test
  void fullMemory_firstItemsOfAllClasses_stayWithinATenthOfTheLimit() {
    long limit = 64L << 20;
    try (TestStore store = new TestStore(StoreOptions.ofMaxBytes(limit))) {
      fill(store, 7_000);
      assertThat(store.store.allocatedBytes()).isEqualTo(limit);
      store.store.start(TestStore::failed);
      for (int length = 1; length < 500_000; length += 1 + length / 5) {
        String value = "v".repeat(length);
        await(() -> store.trySet("first", value));
        assertThat(store.store.allocatedBytes()).isLessThanOrEqualTo(limit + limit / 10);
      }
      assertThat(store.store.slabStats()).hasSize(39);
      await(() -> store.store.allocatedBytes() <= limit);
    }
  }

  @Test
  void fullMemory_whoseItemsAreHeld_refusesFirstItemsBeyondATenth() {
    long limit = 64L << 20;
    try (TestStore store = new TestStore(StoreOptions.ofMaxBytes(limit))) {
      List<Long> pins = pins(store, fill(store, 7_000));
      store.store.start(TestStore::failed);
      List<Integer> refused = new ArrayList<>();
      for (int length = 1; length < 5_000; length += 1 + length / 5) {
        if (!store.trySet("first" + length, "v".repeat(length))) {
          refused.add(length);
        }
      }
      assertThat(store.store.allocatedBytes()).isEqualTo(70L << 20);
      assertThat(store.store.slabStats()).hasSize(1 + 6);
      assertThat(refused).isNotEmpty();
      pins.forEach(store.store::unpin);
      for (int length : refused) {
        await(() -> store.trySet("first" + length, "v".repeat(length)));
      }
    }
  }

  /** Holds all items that are left of this number. */
  private static List<Long> pins(TestStore store, int count) {
    List<Long> pins = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      try (Entry entry = store.lock("key" + i)) {
        if (entry.found()) {
          pins.add(entry.pin());
        }
      }
    }
    return pins;
  }

  @Test
  void smallMemory_firstItemsOfAllClasses_areStoredAllTheSame() {
    try (TestStore store = TestStore.ofMegabytes(8)) {
      store.store.start(TestStore::failed);
      for (int length = 1; length < 500_000; length += 1 + length / 5) {
        store.set("first" + length, "v".repeat(length));
      }
      assertThat(store.store.slabStats()).hasSize(39);
    }
  }

  @Test
  void reassign_leavesThePoolItsLastPage() {
    try (TestStore store = TestStore.ofMegabytes(64)) {
      fill(store, 1_000);
      int source = store.store.slabStats().get(0).slabClass();
      store.store.start(TestStore::failed);
      assertThat(store.store.reassign(source, 0)).isEqualTo(ReassignResult.OK);
      await(() -> store.store.stats().get(MoveCounter.PAGES_MOVED) == 1);
      assertThat(store.store.reassign(0, 1)).isEqualTo(ReassignResult.NO_SPARE);
    }
  }

  @Test
  void reassign_movesAPageWithItsItemsIntact() {
    try (TestStore store = TestStore.ofMegabytes(64)) {
      int count = fill(store, 1_000);
      int source = store.store.slabStats().get(0).slabClass();
      long pages = store.store.slabStats().get(0).totalPages();
      store.store.start(TestStore::failed);
      assertThat(store.store.reassign(source, source)).isEqualTo(ReassignResult.SAME_CLASS);
      assertThat(store.store.reassign(source, 200)).isEqualTo(ReassignResult.BAD_CLASS);
      assertThat(store.store.reassign(1, 2)).isEqualTo(ReassignResult.NO_SPARE);
      assertThat(store.store.reassign(source, 1)).isEqualTo(ReassignResult.OK);
      await(() -> store.store.stats().get(MoveCounter.PAGES_MOVED) == 1);
      assertThat(present(store, count)).isEqualTo(count);
      assertThat(store.store.slabStats()).extracting(SlabStats::slabClass).contains(1);
      assertThat(store.store.stats().get(MoveCounter.RESCUES)).isPositive();
      assertThat(store.store.allocatedBytes()).isEqualTo((pages + 1) << 20);
    }
  }

  @Test
  void reassign_ofChunkedItems_keepsTheirValues() {
    String large = "0123456789".repeat(90_000);
    try (TestStore store = TestStore.ofMegabytes(64)) {
      for (int i = 0; i < 20; i++) {
        store.set("large" + i, large);
      }
      store.store.start(TestStore::failed);
      for (int moved = 1; moved <= 5; moved++) {
        int target = moved;
        assertThat(store.store.reassign(39, 0)).isEqualTo(ReassignResult.OK);
        await(
            () ->
                store.store.stats().get(MoveCounter.PAGES_MOVED) == target
                    && !store.store.stats().slabReassignRunning());
      }
      for (int i = 0; i < 20; i++) {
        assertThat(store.get("large" + i)).isEqualTo(large);
      }
      assertThat(store.store.stats().get(MoveCounter.CHUNK_RESCUES)).isPositive();
    }
  }

  @Test
  void reassign_ofAPageInUse_isGivenUpAndNothingIsLost() {
    try (TestStore store = TestStore.ofMegabytes(64)) {
      int count = fill(store, 200);
      SlabStats before = store.store.slabStats().get(0);
      store.store.start(TestStore::failed);
      long pin;
      try (Entry entry = store.lock("key0")) {
        pin = entry.pin();
      }
      assertThat(store.store.reassign(before.slabClass(), 0)).isEqualTo(ReassignResult.OK);
      await(() -> !store.store.stats().slabReassignRunning());
      assertThat(store.store.stats().get(MoveCounter.PAGES_MOVED)).isZero();
      assertThat(store.store.stats().moves().lastBusyStatus()).isEqualTo("busy_active");
      SlabStats after = store.store.slabStats().get(0);
      assertThat(after.usedChunks()).isEqualTo(count);
      store.store.unpin(pin);
      assertThat(present(store, count)).isEqualTo(count);
    }
  }

  @Test
  void preallocated_hasAPageForEachClassAndAFixedLimit() {
    SlabOptions slabs =
        new SlabOptions(64L << 20, 1 << 20, 48, 1.25, List.of(), 1 << 19, true, true);
    try (TestStore store = new TestStore(options(slabs, true, false))) {
      assertThat(store.store.slabStats()).hasSize(39);
      assertThat(store.store.limitMemory(128L << 20)).isEqualTo(MemoryLimitResult.FIXED);
    }
    SlabOptions little =
        new SlabOptions(8L << 20, 1 << 20, 48, 1.25, List.of(), 1 << 19, true, true);
    assertThatThrownBy(() -> new TestStore(options(little, true, false)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void trackedSizes_areRoundedUpTo32() {
    try (TestStore store = new TestStore(options(SlabOptions.ofMaxBytes(64L << 20), true, true))) {
      store.set("a", "1");
      store.set("b", "1");
      store.set("c", "v".repeat(100));
      assertThat(store.store.sizes()).containsEntry(64, 2L).containsEntry(160, 1L);
      store.delete("a");
      assertThat(store.store.sizes()).containsEntry(64, 1L);
    }
  }

  @Test
  void limitAboveDirectMemory_isHeld() {
    long limit = Runtime.getRuntime().maxMemory() * 2;
    try (TestStore store = new TestStore(options(SlabOptions.ofMaxBytes(limit), true, false))) {
      assertThat(store.store.stats().limitMaxbytes()).isEqualTo(limit);
      fill(store, 100);
      assertThat(present(store, 100)).isEqualTo(100);
    }
  }
}
