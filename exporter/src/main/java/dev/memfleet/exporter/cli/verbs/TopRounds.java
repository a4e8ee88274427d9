package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.node.Target;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Polls nodes repeatedly on a separate thread, so that keys never wait for answers. */
final class TopRounds implements AutoCloseable {
  private final NodeSource nodes;
  private final Progress progress;
  private final Duration interval;
  private final Rates rates = new Rates();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wake = lock.newCondition();
  private final Thread thread = new Thread(this::run, "top");
  private volatile Round last = Round.NONE;
  private volatile @Nullable Target drilled;
  private volatile boolean closed;
  private boolean hurry;

  /**
   * The results of one round.
   *
   * @param slabs the answer of the selected node, with its slabs
   * @param problem why polling failed; empty if it did not
   */
  record Round(List<TopRow> rows, @Nullable NodeView slabs, String problem) {
    static final Round NONE = new Round(List.of(), null, "asking...");
  }

  TopRounds(NodeSource nodes, Shell shell, Duration interval) {
    this.nodes = nodes;
    this.progress = Progress.none(shell);
    this.interval = interval;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  Round last() {
    return last;
  }

  /** Selects a node whose slabs to poll; null for none. */
  void selectNode(@Nullable NodeView node) {
    Target target = node == null ? null : node.target();
    if (target == null ? drilled == null : target.equals(drilled)) {
      return;
    }
    drilled = target;
    last = new Round(last.rows(), null, last.problem());
    lock.lock();
    try {
      hurry = true;
      wake.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (!closed) {
        last = round();
        pause();
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private Round round() {
    try {
      List<NodeView> views = nodes.ask(Rates.metrics(), progress);
      List<TopRow> rows = rates.rows(views, System.nanoTime());
      Target target = drilled;
      NodeView slabs = target == null ? null : nodes.ask(target, Slabs.metrics());
      boolean still = target == null || target.equals(drilled);
      return new Round(rows, still ? slabs : null, "");
    } catch (VerbException e) {
      return new Round(last.rows(), null, String.valueOf(e.getMessage()));
    }
  }

  private void pause() throws InterruptedException {
    long left = interval.toNanos();
    lock.lock();
    try {
      while (!hurry && !closed && left > 0) {
        left = wake.awaitNanos(left);
      }
      hurry = false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
