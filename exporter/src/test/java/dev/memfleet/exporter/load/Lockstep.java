package dev.memfleet.exporter.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * One client that asks several nodes for the same keys at the same time, in batches, and stores in
 * each what was missing there. The stores go with the next batch, so that there is one round trip a
 * batch.
 */
public final class Lockstep implements AutoCloseable {
  /** Requests in flight where there is no rate, so that no node waits for long. */
  private static final int LARGE_BATCH = 512;

  private static final int BATCH = 32;
  private static final int MOST_BATCHES = 1000;

  private final Requests load;
  private final List<BatchClient> nodes = new ArrayList<>();
  private int[] keys = new int[0];
  private boolean[] overwrites = new boolean[0];
  private volatile Counts counts;

  /**
   * Number of gets since the start, and of hits at each node.
   *
   * @param hits by node
   */
  public record Counts(long gets, List<Long> hits) {
    public Counts {
      hits = List.copyOf(hits);
    }

    /** The hit ratio of a node since an earlier time. */
    public double hitRatioSince(Counts earlier, int node) {
      return (hits.get(node) - earlier.hits.get(node)) / (double) (gets - earlier.gets);
    }
  }

  /**
   * @param ports of the nodes, on this machine
   */
  public Lockstep(Requests load, List<Integer> ports) {
    this.load = load;
    try {
      for (int port : ports) {
        nodes.add(new BatchClient(port));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    counts = counted(0);
  }

  /** What happened so far; any thread may ask. */
  public Counts counts() {
    return counts;
  }

  /** Sends a number of requests as fast as the nodes answer. */
  public void send(long requests) {
    send(requests, LARGE_BATCH);
  }

  private void send(long requests, int batch) {
    keys = new int[batch];
    overwrites = new boolean[batch];
    try {
      for (long sent = 0; sent < requests; sent += batch) {
        batch();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends at a rate. */
  public void send(int perSecond, BooleanSupplier goOn) {
    long due = System.nanoTime();
    int batch = Math.max(BATCH, perSecond / MOST_BATCHES);
    long pause = TimeUnit.SECONDS.toNanos(1) * batch / perSecond;
    while (goOn.getAsBoolean()) {
      send(batch, batch);
      due += pause;
      long left = due - System.nanoTime();
      if (left > 0) {
        LockSupport.parkNanos(left);
      } else if (left < -TimeUnit.SECONDS.toNanos(1)) {
        due = System.nanoTime();
      }
    }
  }

  /** Sends at a rate while something is done. */
  public <T> T during(int perSecond, Callable<T> task) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    Thread sender = new Thread(() -> send(perSecond, () -> !over.get()));
    sender.start();
    try {
      return task.call();
    } finally {
      over.set(true);
      sender.join();
    }
  }

  private void batch() throws IOException {
    int gets = 0;
    for (int i = 0; i < keys.length; i++) {
      keys[i] = load.next();
      overwrites[i] = load.isOverwrite();
      gets += overwrites[i] ? 0 : 1;
    }
    for (BatchClient node : nodes) {
      node.ask(keys, overwrites);
    }
    for (BatchClient node : nodes) {
      store(node, node.answer(keys, overwrites));
    }
    counts = counted(counts.gets + gets);
  }

  /** Keeps for the next batch what is to be stored. */
  private void store(BatchClient node, boolean[] found) {
    for (int i = 0; i < keys.length; i++) {
      if (!found[i] && (overwrites[i] || isFirst(i))) {
        node.store(keys[i], load.size(keys[i]), load.ttl(keys[i]));
      }
    }
  }

  private boolean isFirst(int place) {
    for (int i = 0; i < place; i++) {
      if (keys[i] == keys[place]) {
        return false;
      }
    }
    return true;
  }

  private Counts counted(long gets) {
    return new Counts(gets, nodes.stream().map(BatchClient::hits).toList());
  }

  @Override
  public void close() {
    nodes.forEach(BatchClient::close);
  }
}
