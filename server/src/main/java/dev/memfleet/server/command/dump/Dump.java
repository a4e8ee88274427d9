package dev.memfleet.server.command.dump;

import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.session.SessionOutput;
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
 * A listing of all items. The crawler thread formats the lines, and the event loop of the session
 * sends them as fast as the client reads. The crawler serves one dump at a time, until its last
 * chunk of lines is sent: this limits the memory of all dumps to that of one. A client that reads
 * nothing for {@value #STALL_SECONDS} seconds is disconnected, so that it does not block the
 * crawler.
 */
public abstract class Dump implements ItemVisitor, Session.Continuation {
  private static final int PIECE = 32 << 10;

  /** Maximum number of unsent pieces. */
  private static final int MAX_WAITING = 32;

  private static final long POLL_NANOS = 1_000_000;
  static final int STALL_SECONDS = 30;

  private final SessionOutput output;
  private final LongSupplier nanoTime;
  private final Queue<byte[]> pieces = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final StringBuilder piece = new StringBuilder();
  private volatile boolean abandoned;
  private volatile boolean finished;

  Dump(SessionOutput output) {
    this(output, System::nanoTime);
  }

  Dump(SessionOutput output, LongSupplier nanoTime) {
    this.output = output;
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

  /** Blocks the crawler while the client is slow. */
  @Override
  public boolean proceed() {
    if (piece.length() >= PIECE) {
      enqueue();
      awaitTaken(MAX_WAITING);
    }
    return !abandoned;
  }

  @Override
  public void finish() {
    enqueue();
    finished = true;
    output.resume();
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
        output.disconnect();
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private void enqueue() {
    waiting.incrementAndGet();
    pieces.add(piece.toString().getBytes(StandardCharsets.ISO_8859_1));
    piece.setLength(0);
    output.resume();
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
