package dev.memfleet.server.store;

/** The outcome of changing the memory limit while running. */
public enum MemoryLimitResult {
  OK,
  /** Memory was preallocated, so the limit is fixed. */
  FIXED
}
