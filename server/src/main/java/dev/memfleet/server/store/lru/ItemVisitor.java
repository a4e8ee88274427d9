package dev.memfleet.server.store.lru;

/** Receives the items of a dump, one after another. */
public interface ItemVisitor {
  /**
   * Looks at one item, under locks: it must neither block nor call the store. The argument is
   * reused and only valid during the call.
   */
  void visit(ItemFacts item);

  /**
   * Called between batches of items, without locks: here the visitor may wait.
   *
   * @return false to end the dump
   */
  boolean proceed();

  /** The dump is over; called exactly once, without locks. */
  void finish();
}
