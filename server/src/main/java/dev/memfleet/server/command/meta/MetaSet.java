package dev.memfleet.server.command.meta;

import static dev.memfleet.server.protocol.ReplyBuffer.ascii;

import dev.memfleet.server.command.operation.Storing;
import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.Replies;
import dev.memfleet.server.protocol.ReplyBuffer;
import dev.memfleet.server.protocol.RequestLine;
import dev.memfleet.server.session.Context;
import dev.memfleet.server.session.KeptFlags;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.session.Upload;
import dev.memfleet.server.store.Reservation;
import dev.memfleet.server.store.ReserveResult;
import dev.memfleet.server.store.StoreMode;
import dev.memfleet.server.store.StoreResult;
import org.jspecify.annotations.Nullable;

/**
 * {@code ms}: a line, then the value. The reply repeats flags of the line, which has left the
 * buffer by then.
 */
public final class MetaSet {
  private static final byte[] NOT_STORED = ascii("NS");
  private static final byte[] BAD_MODE = ascii("CLIENT_ERROR invalid mode for ms M token\r\n");

  private static final int KEY = 1;
  private static final int LENGTH = 2;
  private static final int FIRST_FLAG = 3;

  private final Context context;
  private final Storing storing;
  private final Session.Received end = this::uploaded;
  private final MetaFlags flags;

  public MetaSet(Context context, Storing storing) {
    this.context = context;
    this.storing = storing;
    flags = new MetaFlags(context);
  }

  /** {@code ms <key> <bytes> <flag>*}. */
  public Next set(Session session, RequestLine line) {
    line.tokenize();
    if (line.count() <= LENGTH
        || !line.signed32(LENGTH)
        || line.number() < 0
        || line.number() > Storing.MAX_LENGTH
        || !MetaFlags.wellFormed(line, FIRST_FLAG)) {
      return session.reply(Replies.BAD_FORMAT);
    }
    int length = (int) line.number();
    if (MetaCommands.badKey(line, FIRST_FLAG)) {
      return session.refuse(Replies.BAD_FORMAT, length, false);
    }
    byte[] wrong = flags.parse(line, FIRST_FLAG);
    if (wrong != null) {
      return session.refuse(wrong, length, false);
    }
    StoreMode mode = mode();
    if (mode == null) {
      return session.refuse(BAD_MODE, length, false);
    }
    return reserve(session, line, mode, length);
  }

  private @Nullable StoreMode mode() {
    boolean vivify = flags.has('N');
    return switch (flags.mode) {
      case 0, 'S' -> flags.has('C') ? StoreMode.CAS : StoreMode.SET;
      case 'E' -> StoreMode.ADD;
      case 'A' -> vivify ? StoreMode.APPEND_OR_ADD : StoreMode.APPEND;
      case 'P' -> vivify ? StoreMode.PREPEND_OR_ADD : StoreMode.PREPEND;
      case 'R' -> flags.has('C') ? StoreMode.CAS : StoreMode.REPLACE;
      default -> null;
    };
  }

  private Next reserve(Session session, RequestLine line, StoreMode mode, int length) {
    Upload upload = session.upload;
    boolean vivify = mode == StoreMode.APPEND_OR_ADD || mode == StoreMode.PREPEND_OR_ADD;
    ReserveResult result =
        context
            .items()
            .reserve(
                flags.key,
                flags.keyLength,
                flags.clientFlags,
                vivify ? flags.vivifyExpiresAt : flags.expiresAt,
                length,
                upload.reservation());
    if (result != ReserveResult.RESERVED) {
      boolean tooLarge = storing.refused(result, mode, flags.key, flags.keyLength);
      byte[] words = tooLarge ? Replies.TOO_LARGE : Replies.NO_MEMORY_STORING;
      storing.drop(flags.key, flags.keyLength);
      return session.refuse(words, length, false);
    }
    if (flags.has('b')) {
      upload.reservation().markKeyBinary();
    }
    upload.begin(mode, flags.expectedCas, flags.quiet());
    upload.choose(flags.newCas, flags.has('I'));
    keepFlags(session.keptFlags(), line);
    return session.receive((long) length + Session.LINE_END, end);
  }

  private void keepFlags(KeptFlags kept, RequestLine line) {
    int room = 0;
    for (int token = FIRST_FLAG; token < line.count(); token++) {
      room +=
          switch (line.at(token, 0)) {
            case 'k' -> 4 + line.length(KEY);
            case 'O' -> 1 + line.length(token);
            default -> 0;
          };
    }
    kept.clear(room);
    for (int token = FIRST_FLAG; token < line.count(); token++) {
      keepFlag(kept, line, token);
    }
  }

  private void keepFlag(KeptFlags kept, RequestLine line, int token) {
    switch (line.at(token, 0)) {
      case 'O' -> {
        kept.add(' ');
        kept.add(line.address(token), line.length(token));
      }
      case 'k' -> {
        kept.add(' ');
        kept.add('k');
        kept.add(line.address(KEY), line.length(KEY));
        if (flags.has('b')) {
          kept.add(' ');
          kept.add('b');
        }
      }
      case 'c', 's' -> kept.addNumber((char) line.at(token, 0));
      default -> {}
    }
  }

  /** Stores the complete value and answers. */
  private Next uploaded(Session session) {
    Upload upload = session.upload;
    if (!upload.reservation().terminated()) {
      storing.abandon(upload);
      return session.reply(Replies.BAD_CHUNK);
    }
    StoreResult result = storing.commit(upload);
    if (result != StoreResult.STORED || !upload.quiet()) {
      ReplyBuffer reply = session.reply;
      reply.append(words(result));
      boolean stored = result == StoreResult.STORED;
      Reservation item = upload.reservation();
      session.keptFlags().appendTo(reply, stored ? item.cas() : 0, stored ? item.valueLength() : 0);
      reply.lineEnd();
    }
    return Next.REQUEST;
  }

  private static byte[] words(StoreResult result) {
    return switch (result) {
      case STORED -> MetaCommands.HIT;
      case NOT_STORED -> NOT_STORED;
      case EXISTS -> MetaCommands.EXISTS;
      case NOT_FOUND -> MetaCommands.NOT_FOUND;
    };
  }
}
