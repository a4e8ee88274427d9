package dev.memfleet.server.command.operation;

import dev.memfleet.server.protocol.Replies;
import dev.memfleet.server.session.Context;
import dev.memfleet.server.stats.ClassCounter;
import dev.memfleet.server.stats.Counter;
import dev.memfleet.server.store.DeltaResult;
import dev.memfleet.server.store.Entry;

/** Changes numbers, and counts the outcome. */
public final class Arithmetic {
  private final Context context;

  public Arithmetic(Context context) {
    this.context = context;
  }

  /** Changes the number of an item that was found. */
  public DeltaResult change(
      Entry entry, boolean increment, long delta, long expectedCas, long newCas) {
    int slabClass = entry.slabClass();
    DeltaResult result = entry.add(increment, delta, expectedCas, newCas);
    if (result == DeltaResult.OK) {
      context.stats().count(increment ? ClassCounter.INCR_HITS : ClassCounter.DECR_HITS, slabClass);
    }
    return result;
  }

  /** The text and meta reply when a number could not be changed. */
  public static byte[] refusal(DeltaResult result) {
    return switch (result) {
      case NON_NUMERIC -> Replies.NON_NUMERIC;
      case NO_MEMORY -> Replies.NO_MEMORY;
      case OK, CAS_MISMATCH -> throw new IllegalArgumentException(result.name());
    };
  }

  /** Counts a number that was not found. */
  public void missed(boolean increment) {
    context.stats().count(increment ? Counter.INCR_MISSES : Counter.DECR_MISSES);
  }
}
