package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.client.Confinement;
import java.util.ArrayList;
import java.util.List;

/**
 * The connections to nodes that may be open at a time. A node holds one from the start of a poll
 * until it is closed. Where all are held, that of an idle node is closed for another one: the node
 * that was polled last, because its next turn is the farthest away. So with more nodes than
 * connections most of those that are open stay open, and every node is polled. Confined to one
 * event loop.
 */
final class Sockets {
  private final Confinement loop = new Confinement();
  private final int most;
  private final List<Holder> idle = new ArrayList<>();
  private int held;

  /** Who holds one. */
  abstract static class Holder {
    private static final int NOT_IDLE = -1;

    private boolean holds;
    private int idleAt = NOT_IDLE;

    /** Closes the idle connection: another holder needs it. */
    abstract void giveUp();
  }

  /** Who holds one until its only use has ended. */
  static final class Brief extends Holder {
    @Override
    void giveUp() {
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

  /** Why there is none. */
  String allInUse() {
    return "all %d connections to nodes are in use".formatted(most);
  }

  /** Connections that are held, idle ones included. */
  int held() {
    return held;
  }

  /** Takes one for use, or keeps the one that is held; false where all are in use. */
  boolean take(Holder holder) {
    loop.check();
    if (holder.holds) {
      unlist(holder);
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
    last.giveUp();
    free(last);
    return true;
  }

  /** The holder needs it no more for now, but keeps it open. */
  void rest(Holder holder) {
    loop.check();
    if (holder.holds && holder.idleAt == Holder.NOT_IDLE) {
      holder.idleAt = idle.size();
      idle.add(holder);
    }
  }

  /** The holder has closed it. */
  void free(Holder holder) {
    loop.check();
    if (holder.holds) {
      unlist(holder);
      holder.holds = false;
      held--;
    }
  }

  /** Constant-time: the last one fills the gap. */
  private void unlist(Holder holder) {
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
