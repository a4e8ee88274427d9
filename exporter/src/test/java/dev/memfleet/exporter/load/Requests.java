package dev.memfleet.exporter.load;

/** An endless sequence of requests for keys. */
public interface Requests {
  /** The key of the next request. */
  int next();

  /** Whether the last request is a set, not a get. */
  default boolean isOverwrite() {
    return false;
  }

  /** Bytes of the key's value. */
  int size(int key);

  /** Time to live in seconds; 0 for none. */
  default int ttl(int key) {
    return 0;
  }
}
