package dev.memfleet.server.net;

import dev.memfleet.server.memory.Memory;
import dev.memfleet.server.stats.Budget;

/**
 * Input of one connection that is not yet served: an unfinished line, or requests that have to
 * wait. Memory is allocated for the first byte to keep, freed with the last one, and counted
 * against the budget of all connections. Confined to the event loop, except {@link #taken}.
 */
final class UnreadBytes {
  private static final int MIN_CAPACITY = 512;

  private final Budget budget;
  private long memory;
  private int start;
  private int end;
  private volatile int capacity;

  UnreadBytes(Budget budget) {
    this.budget = budget;
  }

  boolean isEmpty() {
    return start == end;
  }

  int size() {
    return end - start;
  }

  /** Address of the first byte. */
  long address() {
    return memory + start;
  }

  /** Memory allocated, from any thread. */
  int taken() {
    return capacity;
  }

  /** Adds a copy of these bytes. */
  void append(long from, int length) {
    if (length > capacity - end) {
      makeRoom(length);
    }
    Memory.copy(from, memory + end, length);
    end += length;
  }

  private void makeRoom(int length) {
    int size = size();
    if (size + length > capacity) {
      move(Math.max(MIN_CAPACITY, size == 0 ? length : 2 * (size + length)));
    } else {
      Memory.copy(address(), memory, size);
    }
    start = 0;
    end = size;
  }

  private void move(int larger) {
    long moved = Memory.allocate(larger);
    Memory.copy(address(), moved, size());
    release(memory);
    memory = moved;
    int more = larger - capacity;
    capacity = larger;
    budget.take(more);
  }

  private static void release(long memory) {
    if (memory != 0) {
      Memory.free(memory);
    }
  }

  /** Drops the first bytes. */
  void skip(int length) {
    start += length;
    if (start == end) {
      clear();
    }
  }

  /** Drops all bytes. */
  void clear() {
    release(memory);
    budget.take(-capacity);
    memory = 0;
    capacity = 0;
    start = 0;
    end = 0;
  }
}
