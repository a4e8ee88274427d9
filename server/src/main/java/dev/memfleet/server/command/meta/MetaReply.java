package dev.memfleet.server.command.meta;

import dev.memfleet.server.protocol.Base64;
import dev.memfleet.server.protocol.ReplyBuffer;
import dev.memfleet.server.protocol.RequestLine;
import dev.memfleet.server.session.Context;
import dev.memfleet.server.store.Entry;

/** Writes the flags of meta replies, in the order they were requested. */
final class MetaReply {
  private static final int KEY = 1;
  private static final long UNSIGNED_INT = 0xFFFF_FFFFL;

  private final Context context;
  private final MetaFlags flags;

  MetaReply(Context context, MetaFlags flags) {
    this.context = context;
    this.flags = flags;
  }

  /** The flags that need no item: the opaque, and the key as given. */
  void echo(ReplyBuffer reply, RequestLine line) {
    for (int token = flags.firstFlag; token < line.count(); token++) {
      echo(reply, line, token);
    }
  }

  private void echo(ReplyBuffer reply, RequestLine line, int token) {
    switch (line.at(token, 0)) {
      case 'O' -> reply.append(' ').append(line.address(token), line.length(token));
      case 'k' -> {
        reply.append(' ').append('k').append(line.address(KEY), line.length(KEY));
        if (flags.has('b')) {
          reply.append(' ').append('b');
        }
      }
      default -> {}
    }
  }

  /**
   * The flags of mg for an item; sets its expiry where T or N ask for it.
   *
   * @return whether the client wins the right to recache
   */
  boolean flags(ReplyBuffer reply, RequestLine line, Entry entry, boolean created) {
    boolean won = created;
    for (int token = flags.firstFlag; token < line.count(); token++) {
      switch (line.at(token, 0)) {
        case 'T' -> entry.expireAt(flags.expiresAt);
        case 'N' -> vivified(entry, created);
        case 'R' -> won |= !created && recacheDue(entry);
        case 's' -> letter(reply, 's').number(entry.valueLength());
        case 't' -> timeToLive(letter(reply, 't'), entry);
        case 'c' -> letter(reply, 'c').number(entry.cas());
        case 'f' -> letter(reply, 'f').number(Integer.toUnsignedLong(entry.clientFlags()));
        case 'l' -> letter(reply, 'l').number(idle(entry));
        case 'h' -> letter(reply, 'h').append(entry.fetched() ? '1' : '0');
        case 'k' -> key(letter(reply, 'k'), entry, true);
        default -> echo(reply, line, token);
      }
    }
    return won;
  }

  private boolean recacheDue(Entry entry) {
    return !entry.tokenSent() && entry.expiresAt() != 0 && entry.expiresAt() < flags.recacheBefore;
  }

  /** W for the one client that is to recache, Z for the others, X while the value is stale. */
  void recache(ReplyBuffer reply, Entry entry, boolean won) {
    boolean wins = won;
    if (entry.tokenSent()) {
      letter(reply, 'Z');
    }
    if (entry.stale()) {
      letter(reply, 'X');
      wins |= !entry.tokenSent();
    }
    if (wins) {
      letter(reply, 'W');
      entry.sendToken();
    }
  }

  private void vivified(Entry entry, boolean created) {
    if (created) {
      entry.expireAt(flags.vivifyExpiresAt);
    }
  }

  /** The flags of ma for a number; sets its expiry where T or N ask for it. */
  void numberFlags(ReplyBuffer reply, RequestLine line, Entry entry, boolean created) {
    for (int token = flags.firstFlag; token < line.count(); token++) {
      switch (line.at(token, 0)) {
        case 'T' -> entry.expireAt(flags.expiresAt);
        case 'N' -> vivified(entry, created);
        case 't' -> timeToLive(letter(reply, 't'), entry);
        case 'c' -> letter(reply, 'c').number(entry.cas());
        default -> echo(reply, line, token);
      }
    }
  }

  /** {@code ME <key> exp=.. la=.. cas=.. fetch=.. cls=.. size=..}. */
  void facts(ReplyBuffer reply, Entry entry) {
    key(reply.append("ME "), entry, false);
    timeToLive(reply.append(" exp="), entry);
    reply.append(" la=").number(idle(entry));
    reply.append(" cas=").number(entry.cas());
    reply.append(entry.fetched() ? " fetch=yes" : " fetch=no");
    reply.append(" cls=").number(entry.slabClass());
    reply.append(" size=").number(entry.size()).lineEnd();
  }

  private static ReplyBuffer letter(ReplyBuffer reply, char letter) {
    return reply.append(' ').append(letter);
  }

  private void timeToLive(ReplyBuffer reply, Entry entry) {
    if (entry.expiresAt() == 0) {
      reply.append('-').append('1');
    } else {
      reply.number((entry.expiresAt() - context.store().clock().now()) & UNSIGNED_INT);
    }
  }

  private long idle(Entry entry) {
    return (context.store().clock().now() - entry.lastAccess()) & UNSIGNED_INT;
  }

  /** The key, in base64 if it was stored that way. */
  private void key(ReplyBuffer reply, Entry entry, boolean flagged) {
    int length = entry.keyLength();
    if (!entry.keyBinary()) {
      entry.copyKey(reply.reserve(length));
      reply.advance(length);
      return;
    }
    entry.copyKey(context.scratch());
    int encoded = Base64.encodedLength(length);
    Base64.encode(context.scratch(), length, reply.reserve(encoded));
    reply.advance(encoded);
    if (flagged) {
      letter(reply, 'b');
    }
  }
}
