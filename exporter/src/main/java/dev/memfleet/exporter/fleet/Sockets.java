package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.client.Confinement;
import java.util.ArrayList;
import java.util.List;

/**
 * Limits the connections open to nodes. A node holds one from the start of a poll until the
 * connection is closed. At the limit, roughly the most recently used idle connection is closed for
 * the new one, because its next poll is the farthest away. So with more nodes than connections,
 * most open connections stay open and every node is still polled. Confined to one event loop.
 */
final class Sockets {
  private final Confinement loop = new Confinement();
  private final int most;
  private final List<Holder> idle = new ArrayList<>();
  private int held;

  /** A holder of one connection. */
  abstract static class Holder {
    private static final int NOT_IDLE = -1;

    private boolean holds;
    private int idleAt = NOT_IDLE;

    /** Closes the idle connection, because another holder needs it. */
    abstract void closeIdle();
  }

  /** A holder that uses its connection once. */
  static final class Brief extends Holder {
    @Override
    void closeIdle() {
      throw new IllegalStateException("never idle");
    }
  }

  Sockets(int most) {
    if (most < 1) {
      throw new IllegalArgumentException(most + ": no connection at all");
    }
    this.most = most;
  }

  int most() {
    return most;
  }

  /** The error message when none is free. */
  String allInUse() {
    return "all %d connections to nodes are in use".formatted(most);
  }

  /** Number of connections held, including idle ones. */
  int held() {
    return held;
  }

  /** Takes a connection for use, or keeps the one already held; false if all are in use. */
  boolean take(Holder holder) {
    loop.check();
    if (holder.holds) {
      removeIdle(holder);
      return true;
    }
    if (held == most && !closeOneIdle()) {
      return false;
    }
    holder.holds = true;
    held++;
    return true;
  }

  private boolean closeOneIdle() {
    if (idle.isEmpty()) {
      return false;
    }
    Holder last = idle.get(idle.size() - 1);
    last.closeIdle();
    free(last);
    return true;
  }

  /** Marks the connection as idle; it stays open. */
  void rest(Holder holder) {
    loop.check();
    if (holder.holds && holder.idleAt == Holder.NOT_IDLE) {
      holder.idleAt = idle.size();
      idle.add(holder);
    }
  }

  /** Releases the connection, which the holder has closed. */
  void free(Holder holder) {
    loop.check();
    if (holder.holds) {
      removeIdle(holder);
      holder.holds = false;
      held--;
    }
  }

  /** Constant-time: the last one fills the gap. */
  private void removeIdle(Holder holder) {
    if (holder.idleAt != Holder.NOT_IDLE) {
      Holder last = idle.remove(idle.size() - 1);
      if (last != holder) {
        idle.set(holder.idleAt, last);
        last.idleAt = holder.idleAt;
      }
      holder.idleAt = Holder.NOT_IDLE;
    }
  }
}
