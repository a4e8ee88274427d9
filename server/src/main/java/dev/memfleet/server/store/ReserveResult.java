package dev.memfleet.server.store;

/** Whether memory was reserved for an upload. */
public enum ReserveResult {
  RESERVED,
  /** The item exceeds the largest size. */
  TOO_LARGE,
  /** Memory is full and nothing could be evicted. */
  NO_MEMORY
}
