package dev.memfleet.server.store;

/** How an uploaded item meets the one it finds under its key. */
public enum StoreMode {
  /** Stores anyway. */
  SET,
  /** Only where there is none. */
  ADD,
  /** Only where there is one. */
  REPLACE,
  /** Behind the present value; flags and expiry stay. */
  APPEND,
  /** Before the present value; flags and expiry stay. */
  PREPEND,
  /** Like {@link #APPEND}, or like {@link #ADD} where there is none. */
  APPEND_OR_ADD,
  /** Like {@link #PREPEND}, or like {@link #ADD} where there is none. */
  PREPEND_OR_ADD,
  /** Only over the item with the expected cas id. */
  CAS
}
