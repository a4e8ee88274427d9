package dev.memfleet.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.clock.SystemClock;
import dev.memfleet.server.command.Commands;
import dev.memfleet.server.config.Options;
import dev.memfleet.server.config.OptionsParser;
import dev.memfleet.server.config.UsageException;
import dev.memfleet.server.memory.Memory;
import dev.memfleet.server.session.Services;
import dev.memfleet.server.session.Worker;
import dev.memfleet.server.stats.Environment;
import dev.memfleet.server.stats.InternalErrors;
import dev.memfleet.server.stats.ListenStats;
import dev.memfleet.server.stats.ServerStats;
import dev.memfleet.server.stats.Settings;
import dev.memfleet.server.stats.StatsReport;
import dev.memfleet.server.store.Entry;
import dev.memfleet.server.store.Store;
import dev.memfleet.server.store.StoreWorker;
import dev.memfleet.server.store.lru.ItemFacts;
import dev.memfleet.server.store.lru.ItemVisitor;
import dev.memfleet.server.store.slab.SlabStats;
import dev.memfleet.server.watch.Watchers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A store and a worker for sessions that run without an event loop, in one or several runs of a
 * fuzz test. The clock stands still. The crawler is the only background thread, and optional:
 * starting a thread takes longer than serving most streams.
 */
public final class StoreRig implements AutoCloseable {
  /** Few large chunks: a page is cut up quickly, and memory is soon full. */
  private static final List<String> ARGUMENTS =
      List.of(
          "-m2",
          "-n60000",
          "-f2",
          "-A",
          "-o",
          "hashpower=12,no_hashexpand,no_lru_maintainer,no_slab_reassign");

  private static final int LOG_BYTES = 4 << 10;
  private static final long LIMIT_SECONDS = 20;
  private static final long BUDGET = 64 << 20;

  private final Store store;
  private final Watchers watchers = new Watchers(LOG_BYTES, LOG_BYTES, StoreRig::fail);
  private final Worker worker;
  private final StoreWorker items;
  private final boolean crawler;

  /** Starts with an empty store. */
  public StoreRig(boolean crawler, String... more) {
    this.crawler = crawler;
    SystemClock clock = new SystemClock();
    clock.pause();
    List<String> arguments = new ArrayList<>(ARGUMENTS);
    arguments.addAll(List.of(more));
    Options options = options(arguments);
    store = new Store(options.store(), clock);
    worker = worker(options, store, watchers);
    items = store.worker();
    if (crawler) {
      store.start(StoreRig::fail);
    }
  }

  private static Options options(List<String> arguments) {
    try {
      return OptionsParser.parse("1.2.3", Map.of(), arguments);
    } catch (UsageException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A worker for sessions without an event loop. */
  static Worker worker(Options options, Store store) {
    return worker(options, store, new Watchers(LOG_BYTES, LOG_BYTES, StoreRig::fail));
  }

  private static Worker worker(Options options, Store store, Watchers watchers) {
    Settings settings = new Settings(options);
    ServerStats stats = new ServerStats(new InternalErrors(error -> {}), BUDGET, BUDGET);
    Environment environment = new Environment("1.2.3", "none", "none", "none", "none", 0);
    StatsReport report =
        new StatsReport(environment, settings, stats, new ListenStats(), watchers, store, List::of);
    return Commands.worker(
        new Services(
            "1.2.3", settings, store, stats, report, watchers, null, null, () -> "", () -> {}));
  }

  private static void fail(String thread, Throwable cause) {
    throw new AssertionError(thread, cause);
  }

  public Worker worker() {
    return worker;
  }

  public Watchers watchers() {
    return watchers;
  }

  /** Waits for the end of a crawl. */
  void awaitCrawler() {
    if (!crawler) {
      return;
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (store.stats().lruCrawlerRunning()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  /** Removes all items, then checks that no chunk is in use and no internal error was counted. */
  public void verifyNothingIsLeft() {
    awaitCrawler();
    removeAll();
    assertThat(store.stats().currItems()).isZero();
    assertThat(store.stats().bytes()).isZero();
    long pages = 0;
    for (SlabStats slab : store.slabStats()) {
      assertThat(slab.usedChunks()).isZero();
      pages += slab.totalPages();
    }
    assertThat(store.allocatedBytes()).isEqualTo(pages << 20);
    assertThat(worker.errors().count()).isZero();
  }

  /** Removes all items: without a maintainer every item is cold, so the dump lists all of them. */
  private void removeAll() {
    for (int slabClass = 1; slabClass <= store.largestSlabClass(); slabClass++) {
      KeyList keys = new KeyList();
      store.cachedump(slabClass, 0, keys);
      for (byte[] key : keys.list) {
        remove(key);
      }
    }
  }

  private void remove(byte[] key) {
    long copy = Memory.allocate(key.length);
    Memory.copy(key, 0, copy, key.length);
    try (Entry entry = items.lock(copy, key.length)) {
      if (entry.found()) {
        entry.remove();
      }
    } finally {
      Memory.free(copy);
    }
  }

  private static final class KeyList implements ItemVisitor {
    private final List<byte[]> list = new ArrayList<>();

    @Override
    public void visit(ItemFacts item) {
      byte[] key = new byte[item.keyLength()];
      long copy = Memory.allocate(key.length);
      item.copyKey(copy);
      Memory.copy(copy, key, 0, key.length);
      Memory.free(copy);
      list.add(key);
    }

    @Override
    public boolean proceed() {
      return true;
    }

    @Override
    public void finish() {}
  }

  @Override
  public void close() {
    worker.close();
    store.close();
  }
}
