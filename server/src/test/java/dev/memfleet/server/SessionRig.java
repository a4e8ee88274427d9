package dev.memfleet.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.memory.Memory;
import dev.memfleet.server.protocol.RequestDecoder;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.session.SessionOutput;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A session without a connection, on the store of a {@link StoreRig}: tests pass the bytes and read
 * the replies.
 */
public final class SessionRig implements AutoCloseable {
  private static final long LIMIT_SECONDS = 20;

  private final StoreRig store;
  private final Session session;
  private final StringBuilder replies = new StringBuilder();
  private final Semaphore woken = new Semaphore(0);

  public SessionRig(StoreRig store) {
    this.store = store;
    session = new Session(store.worker(), output());
  }

  private SessionOutput output() {
    return new SessionOutput() {
      @Override
      public int number() {
        return 0;
      }

      @Override
      public boolean send(ByteBuf bytes) {
        return write(bytes);
      }

      @Override
      public boolean write(ByteBuf bytes) {
        replies.append(bytes.toString(ISO_8859_1));
        bytes.release();
        return true;
      }

      @Override
      public void disconnect() {
        throw new AssertionError("a dump stalled");
      }

      @Override
      public void resume() {
        woken.release();
      }
    };
  }

  /**
   * Feeds a stream in pieces of this size. As in a connection, unused bytes are passed again
   * together with the next piece.
   */
  public void feed(byte[] stream, int piece) {
    int used = 0;
    int shown = 0;
    while (shown < stream.length && !ended()) {
      shown = Math.min(stream.length, shown + piece);
      used += show(stream, used, shown - used);
    }
  }

  /** Serves a fresh copy, because a connection's buffers differ in address from read to read. */
  private int show(byte[] stream, int from, int length) {
    long copy = Memory.allocate(Math.max(1, length));
    try {
      Memory.copy(stream, from, copy, length);
      return serve(copy, length);
    } finally {
      Memory.free(copy);
    }
  }

  /** Feeds a stream byte by byte, from a buffer whose address stays the same. */
  void feedBytes(byte[] stream) {
    long copy = Memory.allocate(stream.length);
    try {
      Memory.copy(stream, 0, copy, stream.length);
      int used = 0;
      for (int shown = 1; shown <= stream.length && !ended(); shown++) {
        used += serve(copy + used, shown - used);
      }
    } finally {
      Memory.free(copy);
    }
  }

  /** Serves the requests one by one; waits for the end of a crawl before the next request. */
  private int serve(long address, int length) {
    RequestDecoder decoder = session.decoder();
    int used = 0;
    do {
      int more = decoder.decode(address + used, length - used, 1);
      if (more < 0 || more > length - used) {
        throw new AssertionError("used " + more + " of " + (length - used));
      }
      used += more;
      while (decoder.blocked() && !session.isWatching()) {
        awaitWoken();
        session.resume();
      }
      store.awaitCrawler();
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

  /** Whether nothing more is served. */
  private boolean ended() {
    return session.decoder().closed() || session.isWatching();
  }

  public boolean isWatching() {
    return session.isWatching();
  }

  /** Sends the lines that wait for a session that watches. */
  public void sendLines() {
    session.resume();
  }

  /** All replies so far. */
  public String replies() {
    return replies.toString();
  }

  /** All replies so far, and whether the connection is to be closed. */
  String repliesAndState() {
    return replies + (session.decoder().closed() ? "closed" : "open");
  }

  @Override
  public void close() {
    session.close();
  }
}
