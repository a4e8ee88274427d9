package dev.memfleet.server.store.slab;

/** The outcome of a request to move a page to another class. */
public enum ReassignResult {
  OK,
  /** Another move is running. */
  BUSY,
  BAD_CLASS,
  /** The source has no page to spare. */
  NO_SPARE,
  SAME_CLASS
}
