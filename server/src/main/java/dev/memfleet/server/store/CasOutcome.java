package dev.memfleet.server.store;

/** How the expected cas id of a commit compared with the item's, for the cas counters. */
public enum CasOutcome {
  /** No cas id was expected. */
  NONE,
  MATCH,
  /** Lower than the item's, and stored as stale because the caller allowed it. */
  STALE,
  MISMATCH,
  /** No item to compare with. */
  MISS
}
