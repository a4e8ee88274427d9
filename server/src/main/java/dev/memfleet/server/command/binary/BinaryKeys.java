package dev.memfleet.server.command.binary;

import dev.memfleet.server.protocol.BinaryRequest;
import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.session.Context;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.stats.ClassCounter;
import dev.memfleet.server.stats.Counter;
import dev.memfleet.server.store.Entry;

/** The binary delete command; a request with a cas id deletes the item only if the ids match. */
final class BinaryKeys {
  private final Context context;

  BinaryKeys(Context context) {
    this.context = context;
  }

  Next delete(Session session, BinaryRequest request) {
    if (context.settings().prefixes().enabled()) {
      context.settings().prefixes().delete(request.keyText());
    }
    try (Entry entry = context.items().lock(request.key(), request.keyLength())) {
      if (!entry.found()) {
        context.stats().count(Counter.DELETE_MISSES);
        return Answers.error(session, request, Status.NOT_FOUND);
      }
      if (request.cas() != 0 && request.cas() != entry.cas()) {
        return Answers.error(session, request, Status.EXISTS);
      }
      context.stats().count(ClassCounter.DELETE_HITS, entry.slabClass());
      entry.remove();
    }
    return Answers.done(session, request);
  }
}
