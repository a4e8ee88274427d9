package dev.memfleet.server.store;

/** How the expected cas id of a commit fared, for the cas counters. */
public enum CasOutcome {
  /** None was expected. */
  NONE,
  MATCH,
  /** Lower than the item's, and stored as stale because the caller allowed it. */
  STALE,
  MISMATCH,
  /** No item to compare with. */
  MISS
}
