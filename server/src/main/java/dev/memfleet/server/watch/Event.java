package dev.memfleet.server.watch;

/**
 * An event for watchers: its topic, time, sequence number, and the rest of its log line.
 *
 * @param micros since 1970
 */
record Event(Topic topic, long number, long micros, Details details) {
  /** The rest of a line. */
  interface Details {
    void print(StringBuilder to);
  }

  private static final long MICROS = 1_000_000;

  /** Bytes of memory that an event takes besides its text. */
  static final int BYTES = 96;

  /** {@code ts=<seconds>.<microseconds> gid=<number> ...}; as in memcached, without padding. */
  String line() {
    StringBuilder line = new StringBuilder(160);
    line.append("ts=").append(micros / MICROS).append('.').append(micros % MICROS);
    line.append(" gid=").append(number).append(' ');
    details.print(line);
    return line.append('\n').toString();
  }

  /** A lookup of a key. */
  record Fetched(String key, String status, int slabClass, int connection, int size)
      implements Details {
    @Override
    public void print(StringBuilder to) {
      KeyText.encode(to.append("type=item_get key="), key).append(" status=").append(status);
      to.append(" clsid=").append(slabClass).append(" cfd=").append(connection);
      to.append(" size=").append(size);
    }
  }

  /** A value that was stored, or not. */
  record Stored(
      String key, String status, String command, int ttl, int slabClass, int connection, int size)
      implements Details {
    @Override
    public void print(StringBuilder to) {
      KeyText.encode(to.append("type=item_store key="), key).append(" status=").append(status);
      to.append(" cmd=").append(command).append(" ttl=").append(Integer.toUnsignedString(ttl));
      to.append(" clsid=").append(slabClass).append(" cfd=").append(connection);
      to.append(" size=").append(size);
    }
  }

  /** An item that was evicted. */
  record Evicted(String key, boolean fetched, int ttl, int idle, int slabClass, int size)
      implements Details {
    @Override
    public void print(StringBuilder to) {
      KeyText.encode(to.append("type=eviction key="), key)
          .append(fetched ? " fetch=yes" : " fetch=no");
      to.append(" ttl=").append(ttl).append(" la=").append(idle);
      to.append(" clsid=").append(slabClass).append(" size=").append(size);
    }
  }

  /** An item that a client deleted. */
  record Deleted(String key, String command, int slabClass, int size) implements Details {
    @Override
    public void print(StringBuilder to) {
      KeyText.encode(to.append("type=deleted key="), key).append(" cmd=").append(command);
      to.append(" clsid=").append(slabClass).append(" size=").append(size);
    }
  }

  /** Text that is complete. */
  record Text(String text) implements Details {
    @Override
    public void print(StringBuilder to) {
      to.append(text);
    }
  }
}
