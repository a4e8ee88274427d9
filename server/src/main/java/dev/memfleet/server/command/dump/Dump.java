package dev.memfleet.server.command.dump;

import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.session.Outlet;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.store.lru.ItemFacts;
import dev.memfleet.server.store.lru.ItemVisitor;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * A listing of items: the crawler's thread makes the lines, the session's sends them as the client
 * takes them. The crawler stays with the dump until the last piece is taken, so that all dumps
 * together use no more memory than one. A client that takes nothing for {@value #STALL_SECONDS}
 * seconds is disconnected, so that it does not block the crawler.
 */
public abstract class Dump implements ItemVisitor, Session.Continuation {
  private static final int PIECE = 32 << 10;

  /** Most pieces that may wait for the client. */
  private static final int MAX_WAITING = 32;

  private static final long POLL_NANOS = 1_000_000;
  static final int STALL_SECONDS = 30;

  private final Outlet outlet;
  private final LongSupplier nanoTime;
  private final Queue<byte[]> pieces = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final StringBuilder piece = new StringBuilder();
  private volatile boolean abandoned;
  private volatile boolean finished;

  Dump(Outlet outlet) {
    this(outlet, System::nanoTime);
  }

  Dump(Outlet outlet, LongSupplier nanoTime) {
    this.outlet = outlet;
    this.nanoTime = nanoTime;
  }

  /** Appends an item's line. */
  abstract void line(StringBuilder to, ItemFacts item);

  /** The bytes after the last line. */
  public abstract byte[] end();

  @Override
  public void visit(ItemFacts item) {
    line(piece, item);
  }

  /** Waits while the client is slow. */
  @Override
  public boolean proceed() {
    if (piece.length() >= PIECE) {
      hand();
      awaitTaken(MAX_WAITING);
    }
    return !abandoned;
  }

  @Override
  public void finish() {
    hand();
    finished = true;
    outlet.wake();
    awaitTaken(0);
  }

  /** Waits until at most this many pieces are unsent. */
  private void awaitTaken(int most) {
    int before = waiting.get();
    long deadline = nanoTime.getAsLong() + TimeUnit.SECONDS.toNanos(STALL_SECONDS);
    for (int now = before; now > most && !abandoned; now = waiting.get()) {
      if (now != before) {
        before = now;
        deadline = nanoTime.getAsLong() + TimeUnit.SECONDS.toNanos(STALL_SECONDS);
      } else if (nanoTime.getAsLong() - deadline > 0) {
        abandoned = true;
        outlet.end();
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private void hand() {
    waiting.incrementAndGet();
    pieces.add(piece.toString().getBytes(StandardCharsets.ISO_8859_1));
    piece.setLength(0);
    outlet.wake();
  }

  @Override
  public Next resume(Session session) {
    boolean last = finished;
    for (byte[] next = pieces.poll(); next != null; next = pieces.poll()) {
      waiting.decrementAndGet();
      session.reply.append(next);
      if (session.reply.size() >= Session.FULL && !session.flush()) {
        return Next.BLOCKED;
      }
    }
    if (!last) {
      session.flush();
      return Next.BLOCKED;
    }
    session.reply.append(end());
    return Next.REQUEST;
  }

  @Override
  public void abandon() {
    abandoned = true;
  }
}
