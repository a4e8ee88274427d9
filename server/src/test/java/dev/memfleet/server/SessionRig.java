package dev.memfleet.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.command.Commands;
import dev.memfleet.server.config.Options;
import dev.memfleet.server.config.OptionsParser;
import dev.memfleet.server.config.UsageException;
import dev.memfleet.server.protocol.RequestDecoder;
import dev.memfleet.server.session.Services;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.session.SessionOutput;
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
import dev.memfleet.server.store.item.Memory;
import dev.memfleet.server.store.item.SystemClock;
import dev.memfleet.server.store.lru.ItemFacts;
import dev.memfleet.server.store.lru.ItemVisitor;
import dev.memfleet.server.store.slab.SlabStats;
import dev.memfleet.server.watch.Watchers;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A session over a store of its own, fed by hand. Of the background threads it has the crawler, and
 * only if asked to: threads take longer to start than most streams to serve.
 */
final class SessionRig implements AutoCloseable {
  /** Few large chunks: a page is cut up quickly, and memory is soon full. */
  private static final List<String> ARGUMENTS =
      List.of(
          "-m2",
          "-n60000",
          "-f2",
          "-A",
          "-W",
          "-o",
          "hashpower=12,no_hashexpand,no_lru_maintainer,no_slab_reassign");

  private static final long LIMIT_SECONDS = 20;
  private static final long BUDGET = 64 << 20;

  private final Store store;
  private final Worker worker;
  private final Session session;
  private final StringBuilder replies = new StringBuilder();
  private final boolean crawler;
  private final Semaphore woken = new Semaphore(0);

  /** Starts with an empty store, whose clock should be paused. */
  SessionRig(SystemClock clock, boolean crawler) {
    this.crawler = crawler;
    Options options = options();
    store = new Store(options.store(), clock);
    worker = worker(options, store);
    session = new Session(worker, output());
    if (crawler) {
      store.start(SessionRig::fail);
    }
  }

  /** What an event loop has, without one. */
  static Worker worker(Options options, Store store) {
    Settings settings = new Settings(options);
    ServerStats stats = new ServerStats(new InternalErrors(error -> {}), BUDGET, BUDGET);
    Environment environment = new Environment("1.2.3", "none", "none", "none", 0);
    Watchers watchers = new Watchers(1 << 10, 1 << 10, SessionRig::fail);
    StatsReport report =
        new StatsReport(environment, settings, stats, new ListenStats(), watchers, store, List::of);
    return Commands.worker(
        new Services(
            "1.2.3", settings, store, stats, report, watchers, null, null, () -> "", () -> {}));
  }

  private static void fail(String thread, Throwable cause) {
    throw new AssertionError(thread, cause);
  }

  private static Options options() {
    try {
      return OptionsParser.parse("1.2.3", Map.of(), ARGUMENTS);
    } catch (UsageException e) {
      throw new IllegalStateException(e);
    }
  }

  private SessionOutput output() {
    return new SessionOutput() {
      @Override
      public int number() {
        return 0;
      }

      @Override
      public boolean send(ByteBuf bytes) {
        write(bytes);
        return true;
      }

      @Override
      public boolean send(ByteBuf bytes, Runnable done) {
        write(bytes);
        done.run();
        return true;
      }

      @Override
      public void write(ByteBuf bytes) {
        replies.append(bytes.toString(ISO_8859_1));
        bytes.release();
      }

      @Override
      public void disconnect() {
        throw new AssertionError("a dump stood still");
      }

      @Override
      public void resume() {
        woken.release();
      }
    };
  }

  /** Shows a stream in growing pieces, as a connection does: what is not used is shown again. */
  void feed(byte[] stream, int piece) {
    int used = 0;
    int shown = 0;
    while (shown < stream.length && !session.decoder().closed()) {
      shown = Math.min(stream.length, shown + piece);
      used += show(stream, used, shown - used);
    }
  }

  /** At another address each time, as in a connection's buffers. */
  private int show(byte[] stream, int from, int length) {
    long copy = Memory.allocate(Math.max(1, length));
    try {
      Memory.copy(stream, from, copy, length);
      return serve(copy, length);
    } finally {
      Memory.free(copy);
    }
  }

  /** Shows a stream byte by byte, all the time at the same address. */
  void feedBytes(byte[] stream) {
    long copy = Memory.allocate(stream.length);
    try {
      Memory.copy(stream, 0, copy, stream.length);
      int used = 0;
      for (int shown = 1; shown <= stream.length && !session.decoder().closed(); shown++) {
        used += serve(copy + used, shown - used);
      }
    } finally {
      Memory.free(copy);
    }
  }

  /** One request at a time, so that a crawl is over before the next one. */
  private int serve(long address, int length) {
    RequestDecoder decoder = session.decoder();
    int used = 0;
    do {
      int more = decoder.decode(address + used, length - used, 1);
      if (more < 0 || more > length - used) {
        throw new AssertionError("used " + more + " of " + (length - used));
      }
      used += more;
      while (decoder.blocked()) {
        awaitWoken();
        session.resume();
      }
      if (crawler) {
        awaitCrawler();
      }
    } while (decoder.exhausted());
    session.flush();
    return used;
  }

  private void awaitWoken() {
    try {
      assertThat(woken.tryAcquire(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitCrawler() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (store.stats().lruCrawlerRunning()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  /** All replies so far, and whether the connection is to be closed. */
  String replies() {
    return replies + (session.decoder().closed() ? "closed" : "open");
  }

  /** Ends the session and removes all items: no chunk may stay in use. */
  void verifyNothingIsLeft() {
    session.close();
    removeAll();
    assertThat(store.stats().currItems()).isZero();
    assertThat(store.stats().bytes()).isZero();
    assertThat(store.slabStats()).allMatch(slab -> slab.usedChunks() == 0);
    long pages = store.slabStats().stream().mapToLong(SlabStats::totalPages).sum();
    assertThat(store.allocatedBytes()).isEqualTo(pages << 20);
  }

  /** In a plain LRU all items are cold, and so are listed. */
  private void removeAll() {
    StoreWorker items = store.worker();
    for (int slabClass = 1; slabClass <= store.largestSlabClass(); slabClass++) {
      KeyList keys = new KeyList();
      store.cachedump(slabClass, 0, keys);
      for (byte[] key : keys.list) {
        remove(items, key);
      }
    }
  }

  private static void remove(StoreWorker items, byte[] key) {
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
