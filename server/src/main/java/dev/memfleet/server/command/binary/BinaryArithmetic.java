package dev.memfleet.server.command.binary;

import static dev.memfleet.server.protocol.ReplyBuffer.ascii;

import dev.memfleet.server.command.operation.Arithmetic;
import dev.memfleet.server.memory.Memory;
import dev.memfleet.server.protocol.BinaryRequest;
import dev.memfleet.server.protocol.BinaryResponse;
import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.session.Context;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.store.DeltaResult;
import dev.memfleet.server.store.Entry;

/** Increment and decrement: {@code delta 8, initial 8, lifetime 4} in the extras. */
final class BinaryArithmetic {
  private static final int INITIAL = 8;
  private static final int LIFETIME = 16;

  /** The lifetime that forbids creating the number. */
  private static final int NONE = 0xFFFF_FFFF;

  private final Context context;
  private final Arithmetic arithmetic;

  BinaryArithmetic(Context context, Arithmetic arithmetic) {
    this.context = context;
    this.arithmetic = arithmetic;
  }

  Next increment(Session session, BinaryRequest request) {
    return add(session, request, true);
  }

  Next decrement(Session session, BinaryRequest request) {
    return add(session, request, false);
  }

  private Next add(Session session, BinaryRequest request, boolean increment) {
    try (Entry entry = context.items().lock(request.key(), request.keyLength())) {
      if (entry.found()) {
        return change(session, request, entry, increment);
      }
      if (request.extrasInt(LIFETIME) != NONE) {
        return start(session, request, entry);
      }
    }
    arithmetic.missed(increment);
    return Answers.error(session, request, Status.NOT_FOUND);
  }

  private Next change(Session session, BinaryRequest request, Entry entry, boolean increment) {
    DeltaResult result =
        arithmetic.change(entry, increment, request.extrasLong(0), request.cas(), 0);
    return switch (result) {
      case OK -> number(session, request, entry.number(), entry.cas());
      case NON_NUMERIC -> Answers.error(session, request, Status.NON_NUMERIC);
      case CAS_MISMATCH -> Answers.error(session, request, Status.EXISTS);
      case NO_MEMORY -> Answers.error(session, request, Status.NO_MEMORY_FOR_NUMBER);
    };
  }

  /** Stores the initial number. */
  private Next start(Session session, BinaryRequest request, Entry entry) {
    long initial = request.extrasLong(INITIAL);
    long lifetime = Integer.toUnsignedLong(request.extrasInt(LIFETIME));
    byte[] digits = ascii(Long.toUnsignedString(initial));
    Memory.copy(digits, 0, context.scratch(), digits.length);
    boolean created =
        entry.create(
            0,
            context.store().clock().expiry(lifetime),
            context.scratch(),
            digits.length,
            context.store().nextCas());
    return created
        ? number(session, request, initial, entry.cas())
        : Answers.error(session, request, Status.NO_MEMORY_FOR_NEW);
  }

  private static Next number(Session session, BinaryRequest request, long number, long cas) {
    if (!request.quiet()) {
      Answers.begin(session, request, 0, 0, Long.BYTES, cas);
      BinaryResponse.bigLong(session.reply, number);
    }
    return Next.REQUEST;
  }
}
