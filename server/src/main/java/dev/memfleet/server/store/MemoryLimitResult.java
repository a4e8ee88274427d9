package dev.memfleet.server.store;

/** The outcome of changing the memory limit at run time. */
public enum MemoryLimitResult {
  OK,
  /** Memory was preallocated, so the limit is fixed. */
  FIXED
}
