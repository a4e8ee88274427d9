package dev.memfleet.server.store;

/** The outcome of an increment or decrement. */
public enum DeltaResult {
  OK,
  /** The value is not an unsigned 64-bit number. */
  NON_NUMERIC,
  /** The cas id did not match. */
  CAS_MISMATCH,
  /** The number grew and there was no memory for it. */
  NO_MEMORY
}
