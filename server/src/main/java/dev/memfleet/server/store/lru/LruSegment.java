package dev.memfleet.server.store.lru;

import dev.memfleet.server.store.item.ItemLayout;
import dev.memfleet.server.store.item.SpinLock;

/** One segment of one class: a list from the latest to the oldest item, and its counters. */
public final class LruSegment extends SpinLock {
  final LruCounters counters = new LruCounters();
  private long head;
  private long tail;
  private long count;
  private long bytes;
  private long cursor;

  LruSegment() {}

  long head() {
    return head;
  }

  long tail() {
    return tail;
  }

  long count() {
    return count;
  }

  /** Bytes of the items, see {@link ItemLayout#totalSize}. */
  long bytes() {
    return bytes;
  }

  /** Adds an item as the latest. */
  void add(long item) {
    ItemLayout.prev(item, 0);
    ItemLayout.next(item, head);
    if (head != 0) {
      ItemLayout.prev(head, item);
    } else {
      tail = item;
    }
    head = item;
    count++;
    bytes += ItemLayout.totalSize(item);
  }

  public void remove(long item) {
    long next = ItemLayout.next(item);
    long prev = ItemLayout.prev(item);
    if (item == cursor) {
      cursor = prev;
    }
    if (next != 0) {
      ItemLayout.prev(next, prev);
    } else {
      tail = prev;
    }
    if (prev != 0) {
      ItemLayout.next(prev, next);
    } else {
      head = next;
    }
    count--;
    bytes -= ItemLayout.totalSize(item);
  }

  /**
   * Replaces an item by a copy. The links are taken from the item, under this segment's lock: those
   * in the copy are stale if a neighbour was removed after the item was copied.
   */
  void replace(long item, long copy) {
    long next = ItemLayout.next(item);
    long prev = ItemLayout.prev(item);
    ItemLayout.next(copy, next);
    ItemLayout.prev(copy, prev);
    if (item == cursor) {
      cursor = copy;
    }
    if (next != 0) {
      ItemLayout.prev(next, copy);
    } else {
      tail = copy;
    }
    if (prev != 0) {
      ItemLayout.next(prev, copy);
    } else {
      head = copy;
    }
  }

  /** Starts a walk from the oldest item; there is one walk at a time. */
  void startWalk() {
    cursor = tail;
  }

  /** The next item of the walk, or 0; it may be removed before the following step. */
  long step() {
    long item = cursor;
    if (item != 0) {
      cursor = ItemLayout.prev(item);
    }
    return item;
  }

  /** Ends the walk. */
  void endWalk() {
    cursor = 0;
  }

  /** Seconds since the oldest item was used; 0 when empty. */
  int tailAge(int now) {
    return tail == 0 ? 0 : now - ItemLayout.time(tail);
  }
}
