package dev.memfleet.server.stats;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All counters of the server. Workers count separately and are summed on reading. A reset stores
 * the sums as a baseline to subtract, because only a worker's own thread may write its counters.
 */
public final class ServerStats {
  private final List<WorkerStats> workers = new CopyOnWriteArrayList<>();
  private volatile long[] baseline = new long[WorkerStats.SIZE];

  private final AtomicInteger listeners = new AtomicInteger();
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong rejected = new AtomicLong();
  private final AtomicInteger structures = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger heldReads = new AtomicInteger();
  private final AtomicInteger heldReplies = new AtomicInteger();
  private final AtomicLong acceptErrors = new AtomicLong();
  private final AtomicLong shedRequests = new AtomicLong();
  private final AtomicLong shedReplies = new AtomicLong();
  private final InternalErrors errors;
  private final Budget requestBudget;
  private final Budget replyBudget;

  /**
   * @param errors takes unexpected exceptions
   * @param requestBytes that unfinished and waiting requests may take
   * @param replyBytes that unsent replies may take
   */
  public ServerStats(InternalErrors errors, long requestBytes, long replyBytes) {
    this.errors = errors;
    requestBudget = new Budget(requestBytes);
    replyBudget = new Budget(replyBytes);
  }

  public InternalErrors errors() {
    return errors;
  }

  public Budget requestBudget() {
    return requestBudget;
  }

  public Budget replyBudget() {
    return replyBudget;
  }

  /** Counters for one more worker. */
  public WorkerStats worker() {
    WorkerStats worker = new WorkerStats();
    workers.add(worker);
    return worker;
  }

  /** Counts a listening socket; memcached counts each as a connection, except one. */
  public void listening() {
    listeners.incrementAndGet();
    accepted.incrementAndGet();
  }

  /** Counts a connection that was accepted. */
  public void opened() {
    int now = open.incrementAndGet();
    accepted.incrementAndGet();
    structures.accumulateAndGet(now, Math::max);
  }

  /** Counts a connection that was closed. */
  public void closed() {
    open.decrementAndGet();
  }

  /** Counts a connection that was refused. */
  public void rejected() {
    rejected.incrementAndGet();
  }

  /** Counts a connection that could not be accepted. */
  public void acceptFailed() {
    acceptErrors.incrementAndGet();
  }

  /** Counts a connection that was closed because requests took too much memory. */
  public void shedRequest() {
    shedRequests.incrementAndGet();
  }

  /**
   * Counts a connection that was closed, or a datagram reply that was dropped, because replies took
   * too much memory.
   */
  public void shedReply() {
    shedReplies.incrementAndGet();
  }

  /** Counts a connection that starts (1) or stops (-1) holding a part of a request. */
  public void holdRead(int change) {
    heldReads.addAndGet(change);
  }

  /** Counts a connection that starts (1) or stops (-1) holding a reply its client does not take. */
  public void holdReply(int change) {
    heldReplies.addAndGet(change);
  }

  /** Zeroes all counters; gauges stay. */
  public void reset() {
    long[] sums = new long[WorkerStats.SIZE];
    for (WorkerStats worker : workers) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += worker.read(i);
      }
    }
    baseline = sums;
    rejected.set(0);
    accepted.set(0);
    acceptErrors.set(0);
    shedRequests.set(0);
    shedReplies.set(0);
  }

  public long get(Counter counter) {
    return sum(counter.index);
  }

  /** Sum over all slab classes. */
  public long get(ClassCounter counter) {
    long sum = 0;
    for (int slabClass = 0; slabClass < WorkerStats.CLASSES; slabClass++) {
      sum += get(counter, slabClass);
    }
    return sum;
  }

  public long get(ClassCounter counter, int slabClass) {
    return sum(WorkerStats.CLASS_BASE + counter.index * WorkerStats.CLASSES + slabClass);
  }

  /** Gets that hit. */
  public long hits() {
    long sum = 0;
    for (int lru = 0; lru < WorkerStats.LRUS; lru++) {
      sum += sum(WorkerStats.LRU_BASE + lru);
    }
    return sum;
  }

  /** Gets that hit in this class. */
  public long hits(int slabClass) {
    long sum = 0;
    for (int segment = 0; segment < 4; segment++) {
      sum += hits(segment, slabClass);
    }
    return sum;
  }

  /** Gets that hit in this class, by segment: 0 hot, 1 warm, 2 cold, 3 temporary. */
  public long hits(int segment, int slabClass) {
    return sum(WorkerStats.LRU_BASE + segment * WorkerStats.CLASSES + slabClass);
  }

  /** Connections ever accepted. */
  public long totalConnections() {
    return accepted.get();
  }

  public int openConnections() {
    return open.get() + Math.max(0, listeners.get() - 1);
  }

  public long rejectedConnections() {
    return rejected.get();
  }

  /** Connections that could not be accepted. */
  public long acceptErrors() {
    return acceptErrors.get();
  }

  /** Connections closed because requests took too much memory. */
  public long shedRequests() {
    return shedRequests.get();
  }

  /** Connections closed and datagram replies dropped because replies took too much memory. */
  public long shedReplies() {
    return shedReplies.get();
  }

  /** Connections that hold a part of a request. */
  public int heldReads() {
    return heldReads.get();
  }

  /** Connections that hold a reply. */
  public int heldReplies() {
    return heldReplies.get();
  }

  /** The most connections that were open at a time. */
  public int connectionStructures() {
    return structures.get() + listeners.get();
  }

  private long sum(int index) {
    long sum = -baseline[index];
    for (WorkerStats worker : workers) {
      sum += worker.read(index);
    }
    return sum;
  }
}
