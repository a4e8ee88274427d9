package dev.memfleet.server.command.meta;

import static dev.memfleet.server.protocol.ReplyBuffer.ascii;

import dev.memfleet.server.command.operation.Arithmetic;
import dev.memfleet.server.memory.Decimal;
import dev.memfleet.server.memory.Memory;
import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.Replies;
import dev.memfleet.server.protocol.ReplyBuffer;
import dev.memfleet.server.protocol.RequestLine;
import dev.memfleet.server.session.Context;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.stats.ClassCounter;
import dev.memfleet.server.stats.Counter;
import dev.memfleet.server.store.DeltaResult;
import dev.memfleet.server.store.Entry;
import dev.memfleet.server.store.Store;
import org.jspecify.annotations.Nullable;

/** The meta commands mg, md, ma, me and mn; ms is in {@link MetaSet}. */
public final class MetaCommands {
  static final byte[] HIT = ascii("HD");
  private static final byte[] MISS = ascii("EN");
  static final byte[] NOT_FOUND = ascii("NF");
  static final byte[] EXISTS = ascii("EX");
  private static final byte[] VALUE = ascii("VA ");
  private static final byte[] NOOP = ascii("MN\r\n");
  private static final byte[] BAD_MODE = ascii("CLIENT_ERROR invalid mode for ma M token\r\n");
  private static final byte[] BAD_FLAG = ascii("CLIENT_ERROR invalid or duplicate flag\r\n");

  private static final int KEY = 1;
  private static final int FIRST_FLAG = 2;

  private final Context context;
  private final MetaFlags flags;
  private final MetaReply replies;
  private final Arithmetic arithmetic;

  public MetaCommands(Context context, Arithmetic arithmetic) {
    this.context = context;
    this.arithmetic = arithmetic;
    flags = new MetaFlags(context);
    replies = new MetaReply(context, flags);
  }

  /** {@code mn}. */
  public static Next noop(Session session) {
    return session.reply(NOOP);
  }

  static boolean badKey(RequestLine line, int firstFlag) {
    return line.count() <= KEY
        || line.length(KEY) > Store.MAX_KEY_LENGTH
        || !MetaFlags.wellFormed(line, firstFlag);
  }

  /** Parses key and flags; returns an error message, or null. */
  private byte @Nullable [] read(RequestLine line) {
    line.tokenize();
    return badKey(line, FIRST_FLAG) ? Replies.BAD_FORMAT : flags.parse(line, FIRST_FLAG);
  }

  /** {@code mg <key> <flag>*}: {@code HD}, {@code VA <bytes>} and the value, or {@code EN}. */
  public Next get(Session session, RequestLine line) {
    byte[] wrong = read(line);
    if (wrong != null) {
      return session.reply(wrong);
    }
    boolean whole = true;
    try (Entry entry = context.items().lock(flags.key, flags.keyLength)) {
      boolean created = !entry.found() && flags.has('N') && vivify(entry, 0);
      if (!entry.found()) {
        return flags.has('N') ? session.reply(Replies.NO_MEMORY_FOR_NEW) : miss(session, line);
      }
      whole = hit(session, line, entry, created);
    }
    return whole ? Next.REQUEST : session.streamed();
  }

  /**
   * Stores an item where none was found; its value lies in scratch memory after the key. It does
   * not expire until the reply's flag N sets its expiry.
   */
  private boolean vivify(Entry entry, int valueLength) {
    long value = context.scratch() + Store.MAX_KEY_LENGTH;
    if (!entry.create(0, 0, value, valueLength, newCas())) {
      return false;
    }
    if (flags.has('b')) {
      entry.markKeyBinary();
    }
    return true;
  }

  private long newCas() {
    return flags.newCas != 0 ? flags.newCas : context.store().nextCas();
  }

  private Next miss(Session session, RequestLine line) {
    context.stats().count(Counter.CMD_GET);
    context.stats().count(Counter.GET_MISSES);
    return flags.quiet() ? Next.REQUEST : status(session, line, MISS);
  }

  private boolean hit(Session session, RequestLine line, Entry entry, boolean created) {
    count(entry);
    ReplyBuffer reply = session.reply;
    int length = entry.valueLength();
    boolean withValue = flags.has('v') && !knownToClient(entry);
    begin(reply, withValue, length);
    boolean won = replies.flags(reply, line, entry, created);
    replies.recache(reply, entry, won);
    reply.lineEnd();
    if (!flags.has('u')) {
      entry.bump();
    }
    if (!withValue) {
      return true;
    }
    return session.value(entry, Session.LINE_END);
  }

  private static void begin(ReplyBuffer reply, boolean withValue, int length) {
    if (withValue) {
      reply.append(VALUE).number(length);
    } else {
      reply.append(HIT);
    }
  }

  /** Whether the client already has this value, by its cas id in flag C; then it is not sent. */
  private boolean knownToClient(Entry entry) {
    return flags.has('C') && flags.expectedCas == entry.cas();
  }

  private void count(Entry entry) {
    if (flags.has('T')) {
      context.stats().count(Counter.CMD_TOUCH);
      context.stats().count(ClassCounter.TOUCH_HITS, entry.slabClass());
    } else {
      context.stats().count(Counter.CMD_GET);
      context.stats().countHit(entry.lruIndex());
    }
  }

  /** {@code md <key> <flag>*}: removes, empties (x) or marks stale (I). */
  public Next delete(Session session, RequestLine line) {
    byte[] wrong = read(line);
    if (wrong != null) {
      return session.reply(wrong);
    }
    try (Entry entry = context.items().lock(flags.key, flags.keyLength)) {
      if (!entry.found()) {
        context.stats().count(Counter.DELETE_MISSES);
        return status(session, line, NOT_FOUND);
      }
      if (flags.has('C') && flags.expectedCas != entry.cas()) {
        context.stats().count(Counter.DELETE_MISSES);
        return status(session, line, EXISTS);
      }
      if (!remove(entry)) {
        return session.reply(Replies.NO_MEMORY);
      }
    }
    return flags.quiet() ? Next.REQUEST : status(session, line, HIT);
  }

  private boolean remove(Entry entry) {
    long cas = newCas();
    if (flags.has('x') && !entry.empty(flags.clientFlags, flags.expiresAt, cas)) {
      return false;
    }
    if (flags.has('I')) {
      if (flags.has('T')) {
        entry.expireAt(flags.expiresAt);
      }
      entry.invalidate(cas);
    } else if (!flags.has('x')) {
      context.stats().count(ClassCounter.DELETE_HITS, entry.slabClass());
      if (context.events().watchesDeletions()) {
        context.events().deleted(entry, "md");
      }
      entry.remove();
    }
    return true;
  }

  private Next status(Session session, RequestLine line, byte[] status) {
    session.reply.append(status);
    replies.echo(session.reply, line);
    session.reply.lineEnd();
    return Next.REQUEST;
  }

  /** {@code ma <key> <flag>*}: increments, decrements, or creates a number. */
  public Next arithmetic(Session session, RequestLine line) {
    line.tokenize();
    if (badKey(line, FIRST_FLAG)) {
      return session.reply(Replies.BAD_FORMAT);
    }
    byte[] wrong = flags.parse(line, FIRST_FLAG);
    if (wrong != null) {
      return session.reply(wrong == MetaFlags.LONG_OPAQUE ? wrong : BAD_FLAG);
    }
    boolean increment;
    switch (flags.mode) {
      case 0, 'I', '+' -> increment = true;
      case 'D', '-' -> increment = false;
      default -> {
        return session.reply(BAD_MODE);
      }
    }
    try (Entry entry = context.items().lock(flags.key, flags.keyLength)) {
      return entry.found()
          ? change(session, line, entry, increment)
          : startNumber(session, line, entry, increment);
    }
  }

  private Next change(Session session, RequestLine line, Entry entry, boolean increment) {
    long expected = flags.has('C') ? flags.expectedCas : 0;
    DeltaResult result = arithmetic.change(entry, increment, flags.delta, expected, flags.newCas);
    if (result == DeltaResult.CAS_MISMATCH) {
      return status(session, line, EXISTS);
    }
    if (result != DeltaResult.OK) {
      return session.reply(Arithmetic.refusal(result));
    }
    if (flags.quiet()) {
      if (flags.has('T')) {
        entry.expireAt(flags.expiresAt);
      }
      return Next.REQUEST;
    }
    return number(session, line, entry, entry.number(), false);
  }

  private Next startNumber(Session session, RequestLine line, Entry entry, boolean increment) {
    if (!flags.has('N')) {
      arithmetic.missed(increment);
      return status(session, line, NOT_FOUND);
    }
    byte[] digits = ascii(Long.toUnsignedString(flags.initial));
    Memory.copy(digits, 0, context.scratch() + Store.MAX_KEY_LENGTH, digits.length);
    if (!vivify(entry, digits.length)) {
      return session.reply(Replies.NO_MEMORY_FOR_NEW);
    }
    context.items().reportCreated(entry);
    return number(session, line, entry, flags.initial, true);
  }

  private Next number(
      Session session, RequestLine line, Entry entry, long number, boolean created) {
    ReplyBuffer reply = session.reply;
    boolean withValue = flags.has('v');
    begin(reply, withValue, Decimal.length(number));
    replies.numberFlags(reply, line, entry, created);
    reply.lineEnd();
    if (withValue) {
      reply.number(number).lineEnd();
    }
    return Next.REQUEST;
  }

  /** {@code me <key>}: the facts about an item, for people to read; further words are ignored. */
  public Next debug(Session session, RequestLine line) {
    line.tokenize();
    if (line.count() <= KEY || line.length(KEY) > Store.MAX_KEY_LENGTH) {
      return session.reply(Replies.BAD_FORMAT);
    }
    context.stats().count(Counter.CMD_META);
    try (Entry entry = context.items().lock(line.address(KEY), line.length(KEY))) {
      if (!entry.found()) {
        return session.reply("EN");
      }
      replies.facts(session.reply, entry);
    }
    return Next.REQUEST;
  }
}
