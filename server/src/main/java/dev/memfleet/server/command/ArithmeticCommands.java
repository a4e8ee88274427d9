package dev.memfleet.server.command;

import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.RequestLine;
import dev.memfleet.server.stats.ClassCounter;
import dev.memfleet.server.stats.Counter;
import dev.memfleet.server.store.DeltaResult;
import dev.memfleet.server.store.Entry;
import dev.memfleet.server.store.Store;

/** incr and decr: {@code incr <key> <delta> [noreply]}. */
final class ArithmeticCommands {
  private static final int KEY = 1;
  private static final int DELTA = 2;

  private final Worker worker;

  ArithmeticCommands(Worker worker) {
    this.worker = worker;
  }

  Next add(Session session, RequestLine line, boolean increment) {
    line.tokenize();
    if (line.count() <= DELTA || line.length(KEY) > Store.MAX_KEY_LENGTH) {
      return session.reply(line, Replies.BAD_FORMAT);
    }
    if (!line.unsigned64(DELTA)) {
      return session.reply(line, Replies.BAD_DELTA);
    }
    long number;
    try (Entry entry = worker.items.lock(line.address(KEY), line.length(KEY))) {
      if (!entry.found()) {
        worker.stats.count(increment ? Counter.INCR_MISSES : Counter.DECR_MISSES);
        return session.reply(line, Replies.NOT_FOUND);
      }
      DeltaResult result = change(entry, increment, line.number(), 0, 0);
      if (result != DeltaResult.OK) {
        return session.reply(line, refusal(result));
      }
      number = entry.number();
    }
    return session.reply(line, number);
  }

  /** Changes the number, and counts that it did. */
  DeltaResult change(Entry entry, boolean increment, long delta, long expectedCas, long newCas) {
    int slabClass = entry.slabClass();
    DeltaResult result = entry.add(increment, delta, expectedCas, newCas);
    if (result == DeltaResult.OK) {
      worker.stats.count(increment ? ClassCounter.INCR_HITS : ClassCounter.DECR_HITS, slabClass);
    }
    return result;
  }

  static byte[] refusal(DeltaResult result) {
    return switch (result) {
      case NON_NUMERIC -> Replies.NON_NUMERIC;
      case NO_MEMORY -> Replies.NO_MEMORY;
      case OK, CAS_MISMATCH -> throw new IllegalArgumentException(result.name());
    };
  }
}
