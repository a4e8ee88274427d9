package dev.memfleet.server.command.binary;

import static dev.memfleet.server.protocol.ReplyBuffer.ascii;

import dev.memfleet.server.auth.UserFile;
import dev.memfleet.server.command.operation.Arithmetic;
import dev.memfleet.server.command.operation.Storing;
import dev.memfleet.server.protocol.BinaryRequest;
import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.Opcode;
import dev.memfleet.server.session.Context;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.stats.Counter;
import dev.memfleet.server.store.Store;
import org.jspecify.annotations.Nullable;

/** The table from opcode to handler, and the checks that memcached makes before the lookup. */
public final class BinaryCommands {
  private final Context context;
  private final byte[] version;
  private final BinaryRetrieval retrieval;
  private final BinaryStorage storage;
  private final BinaryKeys keys;
  private final BinaryArithmetic numbers;
  private final BinaryStats stats;
  private final @Nullable SaslLogin login;

  public BinaryCommands(Context context, Storing storing, Arithmetic arithmetic) {
    this.context = context;
    version = ascii(context.services().version());
    retrieval = new BinaryRetrieval(context);
    storage = new BinaryStorage(context, storing);
    keys = new BinaryKeys(context);
    numbers = new BinaryArithmetic(context, arithmetic);
    stats = new BinaryStats(context);
    UserFile users = context.services().users();
    login = users == null ? null : new SaslLogin(context, users);
  }

  /** Answers a request. */
  public Next answer(Session session, BinaryRequest request) {
    if (!request.isConsistent()) {
      return Answers.refuseAndClose(session, request, Status.UNKNOWN_COMMAND);
    }
    if (!session.authenticated() && !isOpenToAll(request.opcode())) {
      return Answers.refuseAndClose(session, request, Status.AUTH_ERROR);
    }
    if (request.keyLength() > Store.MAX_KEY_LENGTH || !request.isWellFormed()) {
      return Answers.refuseAndClose(session, request, Status.INVALID);
    }
    return switch (request.opcode()) {
      case GET, GETK -> retrieval.get(session, request);
      case TOUCH, GAT, GATK -> retrieval.touch(session, request);
      case SET, ADD, REPLACE -> storage.store(session, request);
      case APPEND, PREPEND -> storage.join(session, request);
      case DELETE -> keys.delete(session, request);
      case INCREMENT -> numbers.increment(session, request);
      case DECREMENT -> numbers.decrement(session, request);
      case SASL_LIST, SASL_AUTH, SASL_STEP -> login(session, request);
      case STAT -> stats.stat(session, request);
      case FLUSH -> flush(session, request);
      case NOOP -> Answers.done(session, request);
      case VERSION -> Answers.text(session, request, version);
      case QUIT -> quit(session, request);
      case UNKNOWN -> Answers.refuse(session, request, Status.UNKNOWN_COMMAND);
    };
  }

  private Next login(Session session, BinaryRequest request) {
    if (login == null) {
      return Answers.refuse(session, request, Status.UNKNOWN_COMMAND);
    }
    return request.opcode() == Opcode.SASL_LIST
        ? SaslLogin.list(session, request)
        : login.login(session, request);
  }

  private static boolean isOpenToAll(Opcode opcode) {
    return switch (opcode) {
      case SASL_LIST, SASL_AUTH, SASL_STEP, VERSION -> true;
      default -> false;
    };
  }

  private static Next quit(Session session, BinaryRequest request) {
    Answers.done(session, request);
    return Next.CLOSE;
  }

  /** Flush: now, or after a delay. */
  private Next flush(Session session, BinaryRequest request) {
    if (!context.settings().options().commands().flush()) {
      return Answers.error(session, request, Status.AUTH_ERROR);
    }
    long delay = request.extrasLength() > 0 ? Integer.toUnsignedLong(request.extrasInt(0)) : 0;
    context.stats().count(Counter.CMD_FLUSH);
    context.store().flush(delay > 0 ? context.store().clock().expiry(delay) : 0);
    return Answers.done(session, request);
  }
}
