package dev.memfleet.server.command.text;

import dev.memfleet.server.command.operation.Arithmetic;
import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.Replies;
import dev.memfleet.server.protocol.RequestLine;
import dev.memfleet.server.session.Context;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.store.DeltaResult;
import dev.memfleet.server.store.Entry;
import dev.memfleet.server.store.Store;

/** {@code incr} and {@code decr}: {@code incr <key> <delta> [noreply]}. */
public final class ArithmeticCommands {
  private static final int KEY = 1;
  private static final int DELTA = 2;

  private final Context context;
  private final Arithmetic arithmetic;

  public ArithmeticCommands(Context context, Arithmetic arithmetic) {
    this.context = context;
    this.arithmetic = arithmetic;
  }

  public Next add(Session session, RequestLine line, boolean increment) {
    line.tokenize();
    if (line.count() <= DELTA || line.length(KEY) > Store.MAX_KEY_LENGTH) {
      return session.reply(line, Replies.BAD_FORMAT);
    }
    if (!line.unsigned64(DELTA)) {
      return session.reply(line, Replies.BAD_DELTA);
    }
    long number;
    try (Entry entry = context.items().lock(line.address(KEY), line.length(KEY))) {
      if (!entry.found()) {
        arithmetic.missed(increment);
        return session.reply(line, Replies.NOT_FOUND);
      }
      DeltaResult result = arithmetic.change(entry, increment, line.number(), 0, 0);
      if (result != DeltaResult.OK) {
        return session.reply(line, Arithmetic.refusal(result));
      }
      number = entry.number();
    }
    return session.reply(line, number);
  }
}
