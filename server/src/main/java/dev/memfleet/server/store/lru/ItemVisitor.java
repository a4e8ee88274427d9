package dev.memfleet.server.store.lru;

/** Receives the items of a dump, one after another, on the crawler's thread. */
public interface ItemVisitor {
  /**
   * Looks at one item, under its lock; the argument is reused and only valid during the call.
   *
   * @return false to end the dump
   */
  boolean visit(ItemFacts item);

  /** The dump is over; called exactly once. */
  void finish();
}
