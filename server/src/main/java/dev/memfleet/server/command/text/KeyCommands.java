package dev.memfleet.server.command.text;

import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.Replies;
import dev.memfleet.server.protocol.RequestLine;
import dev.memfleet.server.session.Context;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.stats.ClassCounter;
import dev.memfleet.server.stats.Counter;
import dev.memfleet.server.store.Entry;
import dev.memfleet.server.store.Store;

/** {@code delete} and {@code touch}. */
public final class KeyCommands {
  private static final int KEY = 1;

  private final Context context;

  public KeyCommands(Context context) {
    this.context = context;
  }

  /** {@code delete <key> [0] [noreply]}. */
  public Next delete(Session session, RequestLine line) {
    line.tokenize();
    if (line.count() == KEY) {
      return session.reply(Replies.BAD_FORMAT);
    }
    if (!knownWordsAfterKey(line)) {
      return session.reply(line, Replies.BAD_DELETE);
    }
    if (line.length(KEY) > Store.MAX_KEY_LENGTH) {
      return session.reply(line, Replies.BAD_FORMAT);
    }
    if (context.settings().prefixes().enabled()) {
      context.settings().prefixes().delete(line.text(KEY));
    }
    try (Entry entry = context.items().lock(line.address(KEY), line.length(KEY))) {
      if (!entry.found()) {
        context.stats().count(Counter.DELETE_MISSES);
        return session.reply(line, Replies.NOT_FOUND);
      }
      context.stats().count(ClassCounter.DELETE_HITS, entry.slabClass());
      if (context.events().watchesDeletions()) {
        context.events().deleted(entry, "delete");
      }
      entry.remove();
    }
    return session.reply(line, Replies.DELETED);
  }

  private static boolean knownWordsAfterKey(RequestLine line) {
    return switch (line.count()) {
      case KEY + 1 -> true;
      case KEY + 2 -> line.is(2, "0") || line.is(2, "noreply");
      case KEY + 3 -> line.is(2, "0") && line.is(3, "noreply");
      default -> false;
    };
  }

  /** {@code touch <key> <exptime> [noreply]}. */
  public Next touch(Session session, RequestLine line) {
    line.tokenize();
    if (line.count() <= KEY + 1) {
      return session.reply(line, Replies.BAD_FORMAT);
    }
    if (line.length(KEY) > Store.MAX_KEY_LENGTH) {
      return session.reply(line, Replies.BAD_FORMAT);
    }
    if (!line.signed32(KEY + 1)) {
      return session.reply(line, Replies.BAD_EXPTIME);
    }
    int expiresAt = context.expiry(line.number());
    context.stats().count(Counter.CMD_TOUCH);
    try (Entry entry = context.items().lock(line.address(KEY), line.length(KEY))) {
      if (!entry.found()) {
        context.stats().count(Counter.TOUCH_MISSES);
        return session.reply(line, Replies.NOT_FOUND);
      }
      context.stats().count(ClassCounter.TOUCH_HITS, entry.slabClass());
      entry.bump();
      entry.expireAt(expiresAt);
    }
    return session.reply(line, Replies.TOUCHED);
  }
}
