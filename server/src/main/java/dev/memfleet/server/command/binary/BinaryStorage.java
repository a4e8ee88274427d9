package dev.memfleet.server.command.binary;

import dev.memfleet.server.command.operation.Storing;
import dev.memfleet.server.protocol.BinaryRequest;
import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.Opcode;
import dev.memfleet.server.session.Context;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.session.Upload;
import dev.memfleet.server.store.ReserveResult;
import dev.memfleet.server.store.StoreMode;
import dev.memfleet.server.store.StoreResult;

/** Set, add, replace, append and prepend; a cas id makes each of them conditional. */
final class BinaryStorage {
  private final Context context;
  private final Storing storing;
  private final Session.Received end = this::uploaded;

  BinaryStorage(Context context, Storing storing) {
    this.context = context;
    this.storing = storing;
  }

  /** {@code flags 4, lifetime 4} in the extras, key, value. */
  Next store(Session session, BinaryRequest request) {
    long lifetime = Integer.toUnsignedLong(request.extrasInt(4));
    int expiresAt = context.store().clock().expiry(lifetime);
    StoreMode mode = request.cas() != 0 ? StoreMode.CAS : mode(request.opcode());
    return reserve(session, request, mode, request.extrasInt(0), expiresAt);
  }

  /** Key, value. */
  Next join(Session session, BinaryRequest request) {
    return reserve(session, request, mode(request.opcode()), 0, 0);
  }

  private static StoreMode mode(Opcode opcode) {
    return switch (opcode) {
      case ADD -> StoreMode.ADD;
      case REPLACE -> StoreMode.REPLACE;
      case APPEND -> StoreMode.APPEND;
      case PREPEND -> StoreMode.PREPEND;
      default -> StoreMode.SET;
    };
  }

  private Next reserve(
      Session session, BinaryRequest request, StoreMode mode, int flags, int expiresAt) {
    if (context.settings().prefixes().enabled()) {
      context.settings().prefixes().set(request.keyText());
    }
    long length = request.valueLength();
    Upload upload = session.upload;
    ReserveResult result =
        length > Storing.MAX_LENGTH
            ? ReserveResult.TOO_LARGE
            : context
                .items()
                .reserve(
                    request.key(),
                    request.keyLength(),
                    flags,
                    expiresAt,
                    (int) length,
                    upload.reservation());
    if (result != ReserveResult.RESERVED) {
      return refuse(session, request, result);
    }
    upload.begin(mode, request.cas(), request.quiet());
    upload.answers(request.code(), request.opaque());
    return session.receive(length, end);
  }

  private Next refuse(Session session, BinaryRequest request, ReserveResult result) {
    if (request.opcode() == Opcode.SET) {
      storing.drop(request.key(), request.keyLength());
    }
    boolean tooLarge = result == ReserveResult.TOO_LARGE;
    return Answers.refuse(
        session, request, tooLarge ? Status.TOO_LARGE : Status.NO_MEMORY_FOR_ITEM);
  }

  /** Stores the complete value and answers. */
  private Next uploaded(Session session) {
    Upload upload = session.upload;
    upload.reservation().terminate();
    StoreResult result = storing.commit(upload);
    if (result != StoreResult.STORED) {
      return Answers.error(session, upload.opcode(), upload.opaque(), status(upload, result));
    }
    if (!upload.quiet()) {
      long cas = upload.reservation().cas();
      Answers.header(session, upload.opcode(), upload.opaque(), Status.OK, 0, 0, 0, cas);
    }
    return Next.REQUEST;
  }

  private static Status status(Upload upload, StoreResult result) {
    return switch (result) {
      case EXISTS -> Status.EXISTS;
      case NOT_FOUND -> Status.NOT_FOUND;
      case STORED, NOT_STORED ->
          switch (upload.mode()) {
            case ADD -> Status.EXISTS;
            case REPLACE -> Status.NOT_FOUND;
            default -> Status.NOT_STORED;
          };
    };
  }
}
