package dev.memfleet.server.session;

import dev.memfleet.server.memory.Decimal;
import dev.memfleet.server.memory.Memory;
import dev.memfleet.server.protocol.BinaryRequest;
import dev.memfleet.server.protocol.ReplyBuffer;
import dev.memfleet.server.protocol.ReplyBuffers;
import dev.memfleet.server.protocol.RequestLine;
import dev.memfleet.server.stats.Budget;
import dev.memfleet.server.stats.InternalErrors;
import dev.memfleet.server.stats.Settings;
import dev.memfleet.server.stats.WorkerStats;
import dev.memfleet.server.store.Store;
import dev.memfleet.server.watch.EventLog;
import java.util.function.Function;

/** What one event loop's sessions share: its access to the store, its counters, its commands. */
public final class Worker {
  final Context context;
  final Handlers handlers;
  private final Settings settings;
  final EventLog events;
  final RequestLine line = new RequestLine(new Decimal());
  final BinaryRequest request = new BinaryRequest();

  /** The buffers for replies. */
  final ReplyBuffers replies;

  /**
   * @param commands builds the table of commands
   */
  public Worker(Services services, Function<Context, Handlers> commands) {
    Store store = services.store();
    settings = services.settings();
    events = services.watchers().log();
    context =
        new Context(
            services,
            store,
            store.worker(events),
            services.stats().worker(),
            events,
            Memory.allocate(Context.SCRATCH_BYTES));
    replies = new ReplyBuffers(services.stats().replyBudget());
    handlers = commands.apply(context);
  }

  public WorkerStats stats() {
    return context.stats();
  }

  /** The loop's events, for watchers. */
  public EventLog events() {
    return events;
  }

  Settings settings() {
    return settings;
  }

  /** Whether memory is short, so that a connection should have only one reply in progress. */
  public boolean repliesScarce() {
    return replies.scarce();
  }

  /** An empty reply buffer that belongs to no session. */
  public ReplyBuffer reply() {
    return new ReplyBuffer(replies);
  }

  /** Whether there is enough memory for replies of this many bytes. */
  public boolean affords(long bytes) {
    return context.services().stats().replyBudget().affords(bytes);
  }

  /** Counts a reply that was dropped because it takes too much memory. */
  public void shedReply() {
    context.services().stats().shedReply();
  }

  /** Takes unexpected exceptions. */
  public InternalErrors errors() {
    return context.services().stats().errors();
  }

  /** The budget for unfinished and waiting requests. */
  public Budget requestBudget() {
    return context.services().stats().requestBudget();
  }

  /** The current second of the store's clock. */
  public int now() {
    return context.store().clock().now();
  }

  /** Counts a connection that starts (1) or stops (-1) holding a part of a request. */
  public void holdRead(int change) {
    context.services().stats().holdRead(change);
  }

  /** Counts a connection that starts (1) or stops (-1) holding a reply its client does not take. */
  public void holdReply(int change) {
    context.services().stats().holdReply(change);
  }

  /** Frees what the worker holds; no session may be left. */
  public void close() {
    Memory.free(context.scratch());
    replies.close();
  }
}
