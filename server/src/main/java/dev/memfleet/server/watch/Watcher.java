package dev.memfleet.server.watch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bounded buffer of log lines for one watching connection. Lines that do not fit are dropped;
 * their number is reported in a line before the next one that fits.
 */
public final class Watcher {
  private static final int FIRST_BYTES = 1024;

  /** Space reserved for the line that reports dropped lines. */
  private static final int SKIPPED_BYTES = 128;

  private static final byte[] EMPTY = {};

  private final int topics;
  private final int limit;
  private final Runnable wake;
  private byte[] lines = new byte[FIRST_BYTES];
  private int start;
  private int end;
  private long skipped;

  /** Number of the last event before this watcher was added; it receives only later ones. */
  private volatile long after;

  /**
   * @param topics bit set of the topics that it watches
   * @param limit maximum number of buffered bytes
   * @param wake makes the connection send the buffered lines
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

  boolean accepts(Event event) {
    return event.topic().in(topics) && event.number() > after;
  }

  /** Adds a line; returns false if it was dropped because the buffer is full. */
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

  /** Makes the connection send the buffered lines, if there are any. */
  void flush() {
    boolean any;
    synchronized (this) {
      any = end > start;
    }
    if (any) {
      wake.run();
    }
  }

  /** Removes and returns at most this many bytes of buffered lines. */
  public synchronized byte[] take(int most) {
    int size = Math.min(most, end - start);
    if (size == 0) {
      return EMPTY;
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
