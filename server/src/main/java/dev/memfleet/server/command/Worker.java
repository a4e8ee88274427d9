package dev.memfleet.server.command;

import dev.memfleet.server.protocol.Decimal;
import dev.memfleet.server.protocol.ReplyBuffers;
import dev.memfleet.server.protocol.RequestLine;
import dev.memfleet.server.stats.Budget;
import dev.memfleet.server.stats.InternalErrors;
import dev.memfleet.server.stats.Settings;
import dev.memfleet.server.stats.WorkerStats;
import dev.memfleet.server.store.Store;
import dev.memfleet.server.store.StoreWorker;
import dev.memfleet.server.store.item.Memory;
import org.jspecify.annotations.Nullable;

/** What one event loop's sessions share: its view of the store, its counters, its commands. */
public final class Worker {
  private static final int SCRATCH_BYTES = 4096;

  final Services services;
  final Store store;
  final StoreWorker items;
  final WorkerStats stats;
  final Settings settings;

  /** Scratch memory, for what a command needs until it is answered. */
  final long scratch = Memory.allocate(SCRATCH_BYTES);

  /** What replies are made in. */
  final ReplyBuffers replies;

  /** A listing that its client has not taken yet. */
  @Nullable CacheDump cachedump;

  final RequestLine line = new RequestLine(new Decimal());
  final RetrievalCommands retrieval;
  final StorageCommands storage;
  final KeyCommands keys;
  final ArithmeticCommands arithmetic;
  final MetaCommands meta;
  final AdminCommands admin;
  final StatsCommands statistics;
  final CrawlerCommands crawler;
  final ClusterAnswers cluster;

  public Worker(Services services) {
    this.services = services;
    store = services.store();
    items = store.worker();
    stats = services.stats().worker();
    settings = services.settings();
    replies = new ReplyBuffers(services.stats().replyBudget());
    retrieval = new RetrievalCommands(this);
    storage = new StorageCommands(this);
    keys = new KeyCommands(this);
    arithmetic = new ArithmeticCommands(this);
    meta = new MetaCommands(this);
    admin = new AdminCommands(this);
    statistics = new StatsCommands(this);
    crawler = new CrawlerCommands(this);
    cluster = new ClusterAnswers(services.cluster());
  }

  public WorkerStats stats() {
    return stats;
  }

  /** Whether a connection should have no more than one reply under way. */
  public boolean repliesScarce() {
    return replies.scarce();
  }

  /** Where exceptions go that no request explains. */
  public InternalErrors errors() {
    return services.stats().errors();
  }

  /** The budget of requests that have not arrived whole. */
  public Budget requestBudget() {
    return services.stats().requestBudget();
  }

  /** The current second of the store's clock. */
  public int now() {
    return store.clock().now();
  }

  /** Notes that a connection keeps a part of a request (1), or no longer does (-1). */
  public void holdRead(int change) {
    services.stats().holdRead(change);
  }

  /** Notes that a connection keeps a reply its client does not take (1), or no longer (-1). */
  public void holdReply(int change) {
    services.stats().holdReply(change);
  }

  /**
   * The second at which an item with this lifetime is gone, as the store counts; 0 is never. Only
   * the lowest 32 bits of a lifetime count, as in memcached.
   */
  int expiry(long lifetime) {
    return store.clock().expiry(lifetime << 32 >> 32);
  }

  /** Frees what the worker holds; no session may be left. */
  public void close() {
    Memory.free(scratch);
    replies.close();
  }
}
