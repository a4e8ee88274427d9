package dev.memfleet.server.store.lru;

/** Receives the items of a dump, one by one. */
public interface ItemVisitor {
  /**
   * Receives one item, under locks: it must neither block nor call the store. The argument is
   * reused and only valid during the call.
   */
  void visit(ItemFacts item);

  /**
   * Called between batches of items, without locks: the visitor may wait here.
   *
   * @return false to end the dump
   */
  boolean proceed();

  /** Called exactly once when the dump is over, without locks. */
  void finish();
}
