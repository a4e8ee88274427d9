package dev.memfleet.server.command.admin;

import static dev.memfleet.server.protocol.ReplyBuffer.ascii;

import dev.memfleet.server.command.text.ClusterAnswers;
import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.Replies;
import dev.memfleet.server.protocol.RequestLine;
import dev.memfleet.server.session.Context;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.session.VerboseLog;
import dev.memfleet.server.stats.Counter;
import dev.memfleet.server.store.MemoryLimitResult;
import dev.memfleet.server.store.slab.SlabClasses;

/** Commands about the server rather than its items, and the reply to unknown commands. */
public final class AdminCommands {
  private static final int MAX_VERBOSITY = 2;
  private static final long MIN_MEGABYTES = 8;
  private static final long MAX_MEGABYTES = 1_000_000_000;
  private static final byte[] NO_FLUSH = ascii("CLIENT_ERROR flush_all not allowed\r\n");
  private static final byte[] LIMIT_TOO_SMALL =
      ascii("MEMLIMIT_TOO_SMALL cannot set maxbytes to less than 8m\r\n");
  private static final byte[] LIMIT_IN_BYTES =
      ascii("MEMLIMIT_ADJUST_FAILED input value is megabytes not bytes\r\n");
  private static final byte[] LIMIT_FIXED =
      ascii("MEMLIMIT_ADJUST_FAILED out of bounds or unable to adjust\r\n");

  private final Context context;
  private final ClusterAnswers cluster;

  public AdminCommands(Context context, ClusterAnswers cluster) {
    this.context = context;
    this.cluster = cluster;
  }

  /** {@code version}. */
  public Next version(Session session) {
    return session.reply("VERSION " + context.services().version());
  }

  /** {@code refresh_certs}. */
  public Next refreshCertificates(Session session) {
    return session.reply(context.services().refreshCertificates().get());
  }

  /** Answers an unknown command. */
  public static Next unknown(Session session, RequestLine line) {
    if (line.length() < 2) {
      return session.reply(Replies.BAD_FORMAT);
    }
    if (line.lastWordStartsWith("HTTP/")) {
      return Next.FAIL;
    }
    return session.reply(line, Replies.ERROR);
  }

  /** {@code verbosity <level> [noreply]}. */
  public Next verbosity(Session session, RequestLine line) {
    line.tokenize();
    if (line.count() < 2 || !line.unsigned32(1)) {
      return session.reply(line, Replies.BAD_FORMAT);
    }
    context.settings().verbosity((int) Math.min(MAX_VERBOSITY, line.number()));
    return session.reply(line, Replies.OK);
  }

  /** {@code flush_all [<delay>] [noreply]}. */
  public Next flushAll(Session session, RequestLine line) {
    line.tokenize();
    context.stats().count(Counter.CMD_FLUSH);
    if (!context.settings().options().commands().flush()) {
      return session.reply(line, NO_FLUSH);
    }
    int at = 0;
    if (line.count() > (line.endsInNoreply() ? 2 : 1)) {
      if (!line.signed32(1)) {
        return session.reply(line, Replies.BAD_EXPTIME);
      }
      at = (int) line.number() > 0 ? context.expiry(line.number()) : 0;
    }
    context.store().flush(at);
    return session.reply(line, Replies.OK);
  }

  /** {@code shutdown [graceful]}. */
  public Next shutdown(Session session, RequestLine line) {
    line.tokenize();
    if (!context.settings().options().commands().shutdown()) {
      return session.reply("SERVER_ERROR: shutdown not enabled");
    }
    if (line.count() > 2 || (line.count() == 2 && !line.is(1, "graceful"))) {
      return session.reply("CLIENT_ERROR invalid shutdown mode");
    }
    if (session.output().isConnected()) { // as in memcached, not by a datagram
      context.services().stop().run();
    }
    return Next.CLOSE;
  }

  /** {@code cache_memlimit <megabytes> [noreply]}. */
  public Next memoryLimit(Session session, RequestLine line) {
    line.tokenize();
    if (line.count() < 2 || !line.unsigned32(1)) {
      return session.reply(line, Replies.ERROR);
    }
    long megabytes = line.number();
    if (megabytes < MIN_MEGABYTES) {
      return session.reply(line, LIMIT_TOO_SMALL);
    }
    if (megabytes > MAX_MEGABYTES) {
      return session.reply(line, LIMIT_IN_BYTES);
    }
    if (context.store().limitMemory(megabytes << 20) != MemoryLimitResult.OK) {
      return session.reply(line, LIMIT_FIXED);
    }
    VerboseLog.limited(context.settings(), megabytes);
    return session.reply(line, Replies.OK);
  }

  /** Accepts the settings of external storage, though there is none, as memcached does. */
  public static Next extstore(Session session, RequestLine line) {
    line.tokenize();
    return session.reply(line, isExtstore(line) ? Replies.OK : Replies.ERROR);
  }

  private static boolean isExtstore(RequestLine line) {
    if (line.count() < 3) {
      return false;
    }
    return switch (line.text(1)) {
      case "item_size",
          "item_age",
          "low_ttl",
          "recache_rate",
          "compact_under",
          "drop_under",
          "max_sleep",
          "drop_unread" ->
          line.unsigned32(2);
      case "free_memchunks" ->
          line.count() > 3
              && line.unsigned32(3)
              && line.unsigned32(2)
              && line.number() < SlabClasses.LIMIT;
      case "max_frag" -> !Double.isNaN(Fractions.parse(line.text(2)));
      default -> false;
    };
  }

  /** {@code config get cluster}, which memcached does not have. */
  public Next config(Session session, RequestLine line) {
    line.tokenize();
    boolean asked = line.count() == 3 && line.is(1, "get") && line.is(2, "cluster");
    return asked && cluster.answer(session) ? Next.REQUEST : unknown(session, line);
  }

  /** {@code debugtime <seconds>|p|r}: moves, pauses or resumes the clock. */
  public Next debugTime(Session session, RequestLine line) {
    line.tokenize();
    if (!context.settings().options().commands().debug() || line.count() < 2) {
      return session.reply(Replies.ERROR);
    }
    if (line.is(1, "p")) {
      context.store().clock().pause();
    } else if (line.is(1, "r")) {
      context.store().clock().resume();
    } else if (line.signed64(1)) {
      context.store().clock().advance((int) line.number());
    } else {
      return session.reply(Replies.ERROR);
    }
    return session.reply(Replies.OK);
  }
}
