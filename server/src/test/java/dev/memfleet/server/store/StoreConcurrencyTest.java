package dev.memfleet.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.clock.SystemClock;
import dev.memfleet.server.store.lru.LruCounter;
import dev.memfleet.server.store.slab.MoveCounter;
import dev.memfleet.server.store.slab.ReassignResult;
import dev.memfleet.server.store.slab.SlabStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many threads on few keys, with maintainer, crawler and page mover at work beside them. */
class StoreConcurrencyTest {
  private static final int THREADS = 4;

  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final AtomicBoolean done = new AtomicBoolean();

  private interface Work {
    void run(TestStore view, Random random) throws Exception;
  }

  @AfterEach
  void stop() {
    pool.shutdownNow();
  }

  private static Store start(int megabytes) {
    Store store =
        new Store(
            StoreOptions.ofMaxBytes((long) megabytes * TestStore.MEGABYTE), new SystemClock());
    store.start(TestStore::failed);
    return store;
  }

  private void onAllThreads(Store store, Work work) throws Exception {
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(i);
      running.add(
          pool.submit(
              () -> {
                TestStore view = new TestStore(store);
                work.run(view, random);
                view.release();
                return null;
              }));
    }
    for (Future<?> future : running) {
      future.get();
    }
  }

  @Test
  void updatesOfFewKeys_areNeverLost() throws Exception {
    int rounds = 5_000;
    try (Store store = start(64)) {
      TestStore main = new TestStore(store);
      for (int i = 0; i < 60_000; i++) {
        main.set("filler" + i, "f".repeat(20));
      }
      main.set("count", "0");
      main.set("swapped", "0");
      main.set("list", "");
      Future<?> mover = pool.submit(() -> keepMovingPages(store));
      AtomicInteger swaps = new AtomicInteger();
      onAllThreads(
          store,
          (view, random) -> {
            for (int i = 0; i < rounds; i++) {
              try (Entry entry = view.lock("count")) {
                assertThat(entry.add(true, 1, 0, 0)).isEqualTo(DeltaResult.OK);
              }
              if (swap(view)) {
                swaps.incrementAndGet();
              }
              if (i % 10 == 0) {
                view.store(StoreMode.APPEND, "list", "x");
              }
              view.get("filler" + random.nextInt(60_000));
            }
          });
      done.set(true);
      mover.get();
      assertThat(main.get("count")).isEqualTo("" + THREADS * rounds);
      assertThat(main.get("swapped")).isEqualTo("" + swaps.get());
      assertThat(main.get("list")).isEqualTo("x".repeat(THREADS * rounds / 10));
      for (int i = 0; i < 60_000; i++) {
        assertThat(main.get("filler" + i)).isEqualTo("f".repeat(20));
      }
      assertThat(store.stats().get(MoveCounter.PAGES_MOVED)).isPositive();
      assertThat(store.stats().get(MoveCounter.RESCUES)).isPositive();
      main.release();
    }
  }

  private static boolean swap(TestStore view) {
    String value;
    long cas;
    try (Entry entry = view.lock("swapped")) {
      value = view.value(entry);
      cas = entry.cas();
    }
    String next = "" + (Integer.parseInt(value) + 1);
    return view.store(StoreMode.CAS, "swapped", next, 0, 0, cas) == StoreResult.STORED;
  }

  /** Sends pages of small chunks to a class of large ones, and back. */
  private void keepMovingPages(Store store) {
    int moves = 0;
    while (!done.get() || moves == 0) {
      boolean away = moves % 2 == 0;
      if (store.reassign(away ? 1 : 30, away ? 30 : 1) == ReassignResult.OK) {
        moves++;
      } else if (store.reassign(0, 1) == ReassignResult.OK || !away) {
        moves++;
      }
      Thread.onSpinWait();
    }
  }

  @Test
  void churnInLittleMemory_neverShowsAnotherKeysValue() throws Exception {
    int megabytes = 16;
    try (Store store = start(megabytes)) {
      onAllThreads(
          store,
          (view, random) -> {
            for (int i = 0; i < 4_000; i++) {
              churn(view, random);
            }
          });
      assertThat(store.stats().get(LruCounter.EVICTED)).isPositive();
      TestStore main = new TestStore(store);
      for (int i = 0; i < 500; i++) {
        main.delete("key" + i);
      }
      main.release();
      assertThat(store.stats().currItems()).isZero();
      assertThat(store.stats().bytes()).isZero();
      for (SlabStats slab : store.slabStats()) {
        assertThat(slab.freeChunks()).isBetween(0L, slab.totalChunks());
      }
      assertThat(store.allocatedBytes())
          .isLessThanOrEqualTo(megabytes * TestStore.MEGABYTE / 10 * 11L);
    }
  }

  /** Values repeat their key's number, so that a wrong or torn one shows. */
  private static void churn(TestStore view, Random random) {
    int number = random.nextInt(500);
    String key = "key" + number;
    String unit = number + ",";
    switch (random.nextInt(6)) {
      case 0 -> view.delete(key);
      case 1, 2, 3 -> {
        int length = 1 << random.nextInt(19);
        if (view.reserve(key, number, 0, length / unit.length() * unit.length())
            == ReserveResult.RESERVED) {
          view.fill(unit.repeat(length / unit.length()));
          view.worker.commit(view.reservation(), StoreMode.SET);
        }
      }
      default -> {
        try (Entry entry = view.lock(key)) {
          if (entry.found()) {
            entry.bump();
            assertThat(entry.clientFlags()).isEqualTo(number);
            assertThat(view.value(entry).replace(unit, "")).isEmpty();
          }
        }
      }
    }
  }
}
