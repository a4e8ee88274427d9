package dev.memfleet.server.watch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One watcher's lines until its connection takes them. Lines beyond its size are skipped; their
 * number is in a line before the next one that fits.
 */
public final class Watcher {
  private static final int FIRST_BYTES = 1024;

  /** Room that a line must leave for one about skipped lines. */
  private static final int SKIPPED_BYTES = 128;

  private static final byte[] NOTHING = {};

  private final int topics;
  private final int limit;
  private final Runnable wake;
  private byte[] lines = new byte[FIRST_BYTES];
  private int start;
  private int end;
  private long skipped;

  /** Number of the last event before this watcher, which sees only those after it. */
  private volatile long after;

  /**
   * @param topics what it watches
   * @param limit most bytes of waiting lines
   * @param wake makes its connection take them
   */
  public Watcher(int topics, int limit, Runnable wake) {
    this.topics = topics;
    this.limit = limit;
    this.wake = wake;
  }

  int topics() {
    return topics;
  }

  void start(long number) {
    after = number;
  }

  boolean wants(Event event) {
    return event.topic().in(topics) && event.number() > after;
  }

  /** Adds a line; false if there is no room for it. */
  synchronized boolean offer(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
    if (end - start + bytes.length + SKIPPED_BYTES > limit) {
      skipped++;
      return false;
    }
    if (skipped > 0) {
      append(("skipped=" + skipped + "\n").getBytes(StandardCharsets.ISO_8859_1));
      skipped = 0;
    }
    append(bytes);
    return true;
  }

  private void append(byte[] bytes) {
    int size = end - start;
    if (end + bytes.length > lines.length) {
      byte[] room =
          size + bytes.length > lines.length
              ? new byte[Math.max(2 * lines.length, size + bytes.length)]
              : lines;
      System.arraycopy(lines, start, room, 0, size);
      lines = room;
      start = 0;
      end = size;
    }
    System.arraycopy(bytes, 0, lines, end, bytes.length);
    end += bytes.length;
  }

  /** Makes the connection take waiting lines, if there are any. */
  void flush() {
    boolean any;
    synchronized (this) {
      any = end > start;
    }
    if (any) {
      wake.run();
    }
  }

  /** Removes waiting lines, up to this many bytes. */
  public synchronized byte[] take(int most) {
    int size = Math.min(most, end - start);
    if (size == 0) {
      return NOTHING;
    }
    byte[] taken = Arrays.copyOfRange(lines, start, start + size);
    start += size;
    if (start == end) {
      start = 0;
      end = 0;
    }
    return taken;
  }
}
