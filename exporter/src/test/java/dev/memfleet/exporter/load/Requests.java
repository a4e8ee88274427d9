package dev.memfleet.exporter.load;

/** An endless sequence of requests for keys. */
public interface Requests {
  /** The key that is asked for next. */
  int next();

  /** Whether the last key is not asked for but stored, whatever is there. */
  default boolean isOverwrite() {
    return false;
  }

  /** Bytes of the key's value. */
  int size(int key);

  /** Seconds that it lives; 0 for no limit. */
  default int ttl(int key) {
    return 0;
  }
}
