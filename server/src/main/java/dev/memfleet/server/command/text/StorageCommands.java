package dev.memfleet.server.command.text;

import dev.memfleet.server.command.operation.Storing;
import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.Replies;
import dev.memfleet.server.protocol.RequestLine;
import dev.memfleet.server.protocol.Verb;
import dev.memfleet.server.session.Context;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.session.Upload;
import dev.memfleet.server.store.ReserveResult;
import dev.memfleet.server.store.Store;
import dev.memfleet.server.store.StoreMode;
import dev.memfleet.server.store.StoreResult;

/** set, add, replace, append, prepend, cas: a line, then the value. */
public final class StorageCommands {
  private static final int KEY = 1;
  private static final int FLAGS = 2;
  private static final int EXPTIME = 3;
  private static final int LENGTH = 4;
  private static final int CAS = 5;

  private final Context context;
  private final Storing storing;
  private final Session.Received end = this::uploaded;

  public StorageCommands(Context context, Storing storing) {
    this.context = context;
    this.storing = storing;
  }

  /** {@code <verb> <key> <flags> <exptime> <bytes> [<cas>] [noreply]}. */
  public Next store(Session session, RequestLine line) {
    line.tokenize();
    if (line.count() <= LENGTH) {
      return session.reply(line, Replies.BAD_FORMAT);
    }
    if (!line.signed32(LENGTH) || line.number() < 0 || line.number() > Storing.MAX_LENGTH) {
      return session.reply(line, Replies.BAD_FORMAT);
    }
    int length = (int) line.number();
    boolean quiet = line.endsInNoreply();
    boolean withCas = line.verb() == Verb.CAS;
    if (line.length(KEY) > Store.MAX_KEY_LENGTH
        || !line.lenientUnsigned(FLAGS)
        || !line.lenientSigned(EXPTIME)
        || (withCas && (line.count() <= CAS || !line.unsigned64(CAS)))) {
      return session.refuse(Replies.BAD_FORMAT, length, quiet);
    }
    session.upload.begin(mode(line.verb()), withCas ? line.number() : 0, quiet);
    line.lenientUnsigned(FLAGS);
    int flags = (int) line.number();
    line.lenientSigned(EXPTIME);
    int expiresAt = context.expiry(line.number());
    if (context.settings().prefixes().enabled()) {
      context.settings().prefixes().set(line.text(KEY));
    }
    return reserve(session, line, flags, expiresAt, length);
  }

  private static StoreMode mode(Verb verb) {
    return switch (verb) {
      case ADD -> StoreMode.ADD;
      case REPLACE -> StoreMode.REPLACE;
      case APPEND -> StoreMode.APPEND;
      case PREPEND -> StoreMode.PREPEND;
      case CAS -> StoreMode.CAS;
      default -> StoreMode.SET;
    };
  }

  private Next reserve(Session session, RequestLine line, int flags, int expiresAt, int length) {
    long key = line.address(KEY);
    int keyLength = line.length(KEY);
    Upload upload = session.upload;
    ReserveResult result =
        context.items().reserve(key, keyLength, flags, expiresAt, length, upload.reservation());
    if (result == ReserveResult.RESERVED) {
      return session.receive((long) length + Session.LINE_END, end);
    }
    boolean tooLarge = storing.refused(result, upload.mode(), key, keyLength);
    byte[] words = tooLarge ? Replies.TOO_LARGE : Replies.NO_MEMORY_STORING;
    if (upload.mode() == StoreMode.SET) {
      storing.drop(key, keyLength);
    }
    return session.refuse(words, length, upload.quiet());
  }

  /** Stores the complete value and answers. */
  private Next uploaded(Session session) {
    Upload upload = session.upload;
    if (upload.reservation().terminated()) {
      return session.reply(words(storing.commit(upload)), upload.quiet());
    }
    storing.abandon(upload);
    return session.reply(Replies.BAD_CHUNK, upload.quiet());
  }

  private static byte[] words(StoreResult result) {
    return switch (result) {
      case STORED -> Replies.STORED;
      case NOT_STORED -> Replies.NOT_STORED;
      case EXISTS -> Replies.EXISTS;
      case NOT_FOUND -> Replies.NOT_FOUND;
    };
  }
}
