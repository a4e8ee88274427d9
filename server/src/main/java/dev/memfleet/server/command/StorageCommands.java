package dev.memfleet.server.command;

import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.RequestLine;
import dev.memfleet.server.protocol.Verb;
import dev.memfleet.server.stats.ClassCounter;
import dev.memfleet.server.stats.Counter;
import dev.memfleet.server.store.Entry;
import dev.memfleet.server.store.Reservation;
import dev.memfleet.server.store.ReserveResult;
import dev.memfleet.server.store.Store;
import dev.memfleet.server.store.StoreMode;
import dev.memfleet.server.store.StoreResult;
import org.jspecify.annotations.Nullable;

/** set, add, replace, append, prepend, cas: a line, then the value. */
final class StorageCommands {
  /** Two less than what fits an int, for the line end. */
  static final int MAX_LENGTH = Integer.MAX_VALUE - 2;

  private static final int KEY = 1;
  private static final int FLAGS = 2;
  private static final int EXPTIME = 3;
  private static final int LENGTH = 4;
  private static final int CAS = 5;

  private final Worker worker;

  StorageCommands(Worker worker) {
    this.worker = worker;
  }

  /** {@code <verb> <key> <flags> <exptime> <bytes> [<cas>] [noreply]}. */
  Next store(Session session, RequestLine line) {
    line.tokenize();
    if (line.count() <= LENGTH) {
      return session.reply(line, Replies.BAD_FORMAT);
    }
    if (!line.signed32(LENGTH) || line.number() < 0 || line.number() > MAX_LENGTH) {
      return session.reply(line, Replies.BAD_FORMAT);
    }
    int length = (int) line.number();
    boolean quiet = line.endsInNoreply();
    boolean withCas = line.verb() == Verb.CAS;
    if (line.length(KEY) > Store.MAX_KEY_LENGTH
        || !line.lenientUnsigned(FLAGS)
        || !line.lenientSigned(EXPTIME)
        || (withCas && (line.count() <= CAS || !line.unsigned64(CAS)))) {
      return session.refuse(line, Replies.BAD_FORMAT, length, quiet);
    }
    session.upload.text(mode(line.verb()), withCas ? line.number() : 0, quiet);
    line.lenientUnsigned(FLAGS);
    int flags = (int) line.number();
    line.lenientSigned(EXPTIME);
    int expiresAt = worker.expiry(line.number());
    if (worker.settings.prefixes().enabled()) {
      worker.settings.prefixes().set(line.text(KEY));
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
        worker.items.reserve(key, keyLength, flags, expiresAt, length, upload.reservation);
    if (result == ReserveResult.RESERVED) {
      line.dataLength = length;
      return Next.DATA;
    }
    byte[] words = refusal(result);
    if (upload.mode == StoreMode.SET) {
      drop(key, keyLength);
    }
    return session.refuse(line, words, length, upload.quiet);
  }

  /** Counts a refused value and answers why. */
  byte[] refusal(ReserveResult result) {
    boolean tooLarge = result == ReserveResult.TOO_LARGE;
    worker.stats.count(tooLarge ? Counter.STORE_TOO_LARGE : Counter.STORE_NO_MEMORY);
    return tooLarge ? Replies.TOO_LARGE : Replies.NO_MEMORY_STORING;
  }

  /** Removes what a refused value would have replaced, so that it is not taken for current. */
  void drop(long key, int keyLength) {
    try (Entry entry = worker.items.lock(key, keyLength)) {
      if (entry.found()) {
        entry.remove();
      }
    }
  }

  /** The value is complete. */
  void uploaded(Session session) {
    Upload upload = session.upload;
    StoreResult result = commit(upload);
    session.reply(result == null ? Replies.BAD_CHUNK : words(result), upload.quiet);
  }

  private static byte[] words(StoreResult result) {
    return switch (result) {
      case STORED -> Replies.STORED;
      case NOT_STORED -> Replies.NOT_STORED;
      case EXISTS -> Replies.EXISTS;
      case NOT_FOUND -> Replies.NOT_FOUND;
    };
  }

  /** Stores the upload and counts what became of it; null when its end was no line end. */
  @Nullable StoreResult commit(Upload upload) {
    Reservation reservation = upload.reservation;
    worker.stats.count(ClassCounter.CMD_SET, reservation.slabClass());
    if (!reservation.terminated()) {
      worker.items.abandon(reservation);
      return null;
    }
    StoreResult result =
        worker.items.commit(
            reservation, upload.mode, upload.expectedCas, upload.newCas, upload.allowStale);
    if (upload.mode == StoreMode.CAS) {
      countCas(reservation, result);
    }
    return result;
  }

  private void countCas(Reservation reservation, StoreResult result) {
    switch (result) {
      case STORED -> worker.stats.count(ClassCounter.CAS_HITS, reservation.comparedSlabClass());
      case EXISTS -> worker.stats.count(ClassCounter.CAS_BADVAL, reservation.comparedSlabClass());
      case NOT_FOUND -> worker.stats.count(Counter.CAS_MISSES);
      case NOT_STORED -> {}
    }
  }
}
