package dev.memfleet.server.command.binary;

import dev.memfleet.server.protocol.BinaryRequest;
import dev.memfleet.server.protocol.BinaryResponse;
import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.Opcode;
import dev.memfleet.server.protocol.ReplyBuffer;
import dev.memfleet.server.session.Context;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.stats.ClassCounter;
import dev.memfleet.server.stats.Counter;
import dev.memfleet.server.store.Entry;

/**
 * Get, touch, and both at once; the variants with K repeat the key. A quiet one does not answer a
 * miss.
 */
final class BinaryRetrieval {
  /** Bytes of the client's flags. */
  private static final int EXTRAS = 4;

  private final Context context;

  BinaryRetrieval(Context context) {
    this.context = context;
  }

  Next get(Session session, BinaryRequest request) {
    boolean whole = true;
    boolean found;
    try (Entry entry = context.items().lock(request.key(), request.keyLength())) {
      found = entry.found();
      if (found) {
        context.stats().countHit(entry.lruIndex());
        entry.bump();
        whole = answer(session, request, entry, true);
      }
    }
    context.stats().count(Counter.CMD_GET);
    if (!found) {
      context.stats().count(Counter.GET_MISSES);
    }
    return end(session, request, found, whole);
  }

  /** {@code lifetime 4} in the extras. */
  Next touch(Session session, BinaryRequest request) {
    boolean whole = true;
    boolean found;
    int expiresAt = context.store().clock().expiry(Integer.toUnsignedLong(request.extrasInt(0)));
    try (Entry entry = context.items().lock(request.key(), request.keyLength())) {
      found = entry.found();
      if (found) {
        context.stats().count(ClassCounter.TOUCH_HITS, entry.slabClass());
        entry.bump();
        entry.expireAt(expiresAt);
        whole = answer(session, request, entry, request.opcode() != Opcode.TOUCH);
      }
    }
    context.stats().count(Counter.CMD_TOUCH);
    if (!found) {
      context.stats().count(Counter.TOUCH_MISSES);
    }
    return end(session, request, found, whole);
  }

  private Next end(Session session, BinaryRequest request, boolean found, boolean whole) {
    if (context.settings().prefixes().enabled()) {
      context.settings().prefixes().get(request.keyText(), found);
    }
    if (found) {
      return whole ? Next.REQUEST : session.streamed();
    }
    if (request.quiet()) {
      return Next.REQUEST;
    }
    return repeatsKey(request)
        ? Answers.missOf(session, request)
        : Answers.error(session, request, Status.NOT_FOUND);
  }

  private static boolean repeatsKey(BinaryRequest request) {
    return request.opcode() == Opcode.GETK || request.opcode() == Opcode.GATK;
  }

  private static boolean answer(
      Session session, BinaryRequest request, Entry entry, boolean withValue) {
    int key = repeatsKey(request) ? request.keyLength() : 0;
    int body = EXTRAS + key + (withValue ? entry.valueLength() : 0);
    ReplyBuffer reply = session.reply;
    reply.reserve(BinaryResponse.HEADER + Math.min(body, Session.LARGE_VALUE) + Session.LINE_END);
    Answers.begin(session, request, EXTRAS, key, body, entry.cas());
    BinaryResponse.bigInt(reply, entry.clientFlags());
    if (key > 0) {
      reply.append(request.key(), key);
    }
    return !withValue || session.value(entry, 0);
  }
}
