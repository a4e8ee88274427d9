package dev.memfleet.server.command.binary;

import static dev.memfleet.server.protocol.ReplyBuffer.ascii;

import dev.memfleet.server.auth.UserFile;
import dev.memfleet.server.command.operation.Arithmetic;
import dev.memfleet.server.command.operation.Storing;
import dev.memfleet.server.protocol.BinaryRequest;
import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.Opcode;
import dev.memfleet.server.session.BinaryHandler;
import dev.memfleet.server.session.Context;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.stats.Counter;
import dev.memfleet.server.store.Store;
import java.util.Arrays;

/** The table from opcode to handler, and the checks that memcached makes before the lookup. */
public final class BinaryCommands implements BinaryHandler {
  private final Context context;
  private final byte[] version;
  private final BinaryHandler[] byOpcode = new BinaryHandler[Opcode.values().length];

  public BinaryCommands(Context context, Storing storing, Arithmetic arithmetic) {
    this.context = context;
    version = ascii(context.services().version());
    Arrays.fill(
        byOpcode,
        (BinaryHandler)
            (session, request) -> Answers.refuse(session, request, Status.UNKNOWN_COMMAND));
    BinaryRetrieval retrieval = new BinaryRetrieval(context);
    BinaryStorage storage = new BinaryStorage(context, storing);
    BinaryKeys keys = new BinaryKeys(context);
    BinaryArithmetic numbers = new BinaryArithmetic(context, arithmetic);
    put(Opcode.GET, retrieval::get);
    put(Opcode.GETK, retrieval::get);
    put(Opcode.TOUCH, retrieval::touch);
    put(Opcode.GAT, retrieval::touch);
    put(Opcode.GATK, retrieval::touch);
    put(Opcode.SET, storage::store);
    put(Opcode.ADD, storage::store);
    put(Opcode.REPLACE, storage::store);
    put(Opcode.APPEND, storage::join);
    put(Opcode.PREPEND, storage::join);
    put(Opcode.DELETE, keys::delete);
    put(Opcode.INCREMENT, numbers::increment);
    put(Opcode.DECREMENT, numbers::decrement);
    UserFile users = context.services().users();
    if (users != null) {
      SaslLogin login = new SaslLogin(context, users);
      put(Opcode.SASL_LIST, SaslLogin::list);
      put(Opcode.SASL_AUTH, login::login);
      put(Opcode.SASL_STEP, login::login);
    }
    put(Opcode.STAT, new BinaryStats(context)::stat);
    put(Opcode.FLUSH, this::flush);
    put(Opcode.NOOP, Answers::done);
    put(Opcode.VERSION, (session, request) -> Answers.text(session, request, version));
    put(Opcode.QUIT, BinaryCommands::quit);
  }

  private void put(Opcode opcode, BinaryHandler handler) {
    byOpcode[opcode.index] = handler;
  }

  @Override
  public Next handle(Session session, BinaryRequest request) {
    if (!request.isConsistent()) {
      return Answers.refuseAndClose(session, request, Status.UNKNOWN_COMMAND);
    }
    if (!session.authenticated() && !isOpenToAll(request.opcode())) {
      return Answers.refuseAndClose(session, request, Status.AUTH_ERROR);
    }
    if (request.keyLength() > Store.MAX_KEY_LENGTH || !request.isWellFormed()) {
      return Answers.refuseAndClose(session, request, Status.INVALID);
    }
    return byOpcode[request.opcode().index].handle(session, request);
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
