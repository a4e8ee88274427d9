package dev.memfleet.server.store;

/** The outcome of committing an upload. */
public enum StoreResult {
  STORED,
  NOT_STORED,
  /** The cas id did not match. */
  EXISTS,
  /** A cas id was expected and there is no item. */
  NOT_FOUND
}
