package dev.memfleet.server.store;

/** How an uploaded item is combined with the present one under its key. */
public enum StoreMode {
  /** Stores in any case. */
  SET,
  /** Only if there is no item. */
  ADD,
  /** Only if there is an item. */
  REPLACE,
  /** Appends to the present value; flags and expiry stay. */
  APPEND,
  /** Prepends to the present value; flags and expiry stay. */
  PREPEND,
  /** Like {@link #APPEND}, or like {@link #ADD} if there is no item. */
  APPEND_OR_ADD,
  /** Like {@link #PREPEND}, or like {@link #ADD} if there is no item. */
  PREPEND_OR_ADD,
  /** Replaces only the item with the expected cas id. */
  CAS
}
