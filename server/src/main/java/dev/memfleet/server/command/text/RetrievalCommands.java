package dev.memfleet.server.command.text;

import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.Replies;
import dev.memfleet.server.protocol.ReplyBuffer;
import dev.memfleet.server.protocol.RequestLine;
import dev.memfleet.server.session.Context;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.stats.ClassCounter;
import dev.memfleet.server.stats.Counter;
import dev.memfleet.server.store.Entry;
import dev.memfleet.server.store.Store;

/** get, gets, gat, gats: {@code VALUE <key> <flags> <bytes> [<cas>]} and the value for each hit. */
public final class RetrievalCommands {
  /** What a retrieval does besides reading. */
  record GetVariant(boolean withCas, boolean touch, int expiresAt) {
    static final GetVariant GET = new GetVariant(false, false, 0);
    static final GetVariant GETS = new GetVariant(true, false, 0);
  }

  private static final int MAX_HEADER = 6 + Store.MAX_KEY_LENGTH + 3 * 21 + 2;

  private final Context context;
  private final ClusterAnswers cluster;

  /** The variant of the last gat, kept because the next one's is often equal. */
  private GetVariant lastGat = new GetVariant(false, true, 0);

  public RetrievalCommands(Context context, ClusterAnswers cluster) {
    this.context = context;
    this.cluster = cluster;
  }

  /** {@code get <key>+}. */
  public Next get(Session session, RequestLine line, boolean withCas) {
    return retrieve(session, line, withCas ? GetVariant.GETS : GetVariant.GET);
  }

  /** {@code gat <exptime> <key>+}. */
  public Next getAndTouch(Session session, RequestLine line, boolean withCas) {
    if (!line.nextToken()) {
      return session.reply(Replies.BAD_FORMAT);
    }
    if (!line.signed32(1)) {
      boolean alone = !line.nextToken();
      return session.reply(alone ? Replies.BAD_FORMAT : Replies.BAD_EXPTIME);
    }
    return retrieve(session, line, lastGat(withCas, context.expiry(line.number())));
  }

  private GetVariant lastGat(boolean withCas, int expiresAt) {
    if (lastGat.withCas != withCas || lastGat.expiresAt != expiresAt) {
      lastGat = new GetVariant(withCas, true, expiresAt);
    }
    return lastGat;
  }

  /**
   * Answers a list of keys. If one is too long, the whole command is refused, but the keys before
   * it still count.
   */
  private Next retrieve(Session session, RequestLine line, GetVariant variant) {
    boolean spoilt = line.hasLongerWord(Store.MAX_KEY_LENGTH);
    if (!line.nextToken()) {
      return session.reply(Replies.BAD_FORMAT);
    }
    if (spoilt) {
      return countUntilTooLong(session, line, variant);
    }
    do {
      if (!retrieveKey(session, line, variant) && !session.sendMade()) {
        return session.await(new Retrieval(this, line, variant));
      }
    } while (line.nextToken());
    return session.endRetrieval();
  }

  private Next countUntilTooLong(Session session, RequestLine line, GetVariant variant) {
    int size = session.reply.size();
    while (line.length(line.count() - 1) <= Store.MAX_KEY_LENGTH) {
      if (!retrieveKey(session, line, variant)) {
        session.unpin();
      }
      session.reply.truncate(size);
      line.nextToken();
    }
    return session.reply(Replies.BAD_FORMAT);
  }

  /**
   * Answers one key: the last token parsed from the line.
   *
   * @return false when something has to be sent before the remaining keys: the reply is full, or
   *     the value was pinned to be streamed
   */
  boolean retrieveKey(Session session, RequestLine line, GetVariant variant) {
    int token = line.count() - 1;
    boolean whole = true;
    boolean found;
    try (Entry entry = context.items().lock(line.address(token), line.length(token))) {
      found = entry.found();
      if (found) {
        whole = hit(session, entry, line, variant);
      }
    }
    if (!found) {
      cluster.answerMiss(session, line, token);
    }
    count(variant, found);
    if (context.settings().prefixes().enabled()) {
      context.settings().prefixes().get(line.text(token), found);
    }
    return whole && session.reply.size() < Session.FULL;
  }

  private void count(GetVariant variant, boolean found) {
    context.stats().count(variant.touch ? Counter.CMD_TOUCH : Counter.CMD_GET);
    if (!found) {
      context.stats().count(variant.touch ? Counter.TOUCH_MISSES : Counter.GET_MISSES);
    }
  }

  private boolean hit(Session session, Entry entry, RequestLine line, GetVariant variant) {
    if (variant.touch) {
      context.stats().count(ClassCounter.TOUCH_HITS, entry.slabClass());
      entry.expireAt(variant.expiresAt);
    } else {
      context.stats().countHit(entry.lruIndex());
    }
    entry.bump();
    int length = entry.valueLength();
    ReplyBuffer reply = session.reply;
    boolean streamed = length > Session.LARGE_VALUE;
    reply.reserve(MAX_HEADER + (streamed ? 0 : length + 2));
    int token = line.count() - 1;
    reply.append(Replies.VALUE).append(line.address(token), line.length(token));
    reply.append(' ').number(Integer.toUnsignedLong(entry.clientFlags()));
    reply.append(' ').number(length);
    if (variant.withCas) {
      reply.append(' ').number(entry.cas());
    }
    reply.lineEnd();
    session.sending(line, token);
    return session.value(entry, Session.LINE_END);
  }
}
