package dev.memfleet.server.store;

/** Whether room was found for an upload. */
public enum ReserveResult {
  RESERVED,
  /** No item may be that large. */
  TOO_LARGE,
  /** Memory is full and nothing could be evicted. */
  NO_MEMORY
}
