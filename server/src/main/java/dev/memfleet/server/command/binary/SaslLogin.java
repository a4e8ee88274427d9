package dev.memfleet.server.command.binary;

import static dev.memfleet.server.protocol.ReplyBuffer.ascii;

import dev.memfleet.server.auth.UserFile;
import dev.memfleet.server.command.login.Verification;
import dev.memfleet.server.protocol.BinaryRequest;
import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.Opcode;
import dev.memfleet.server.session.Context;
import dev.memfleet.server.session.LoginMessage;
import dev.memfleet.server.session.Session;
import java.util.Arrays;

/**
 * The login of {@code -S}: SASL with mechanism PLAIN, whose message is an authorization id, the
 * user and the password, separated by NUL. The message comes with the request that names the
 * mechanism, or in a separate step.
 */
final class SaslLogin {
  private static final String PLAIN = "PLAIN";
  private static final byte[] MECHANISMS = ascii(PLAIN);
  private static final byte[] AUTHENTICATED = ascii("Authenticated");

  /** Maximum length of a message in bytes. */
  private static final int MAX_MESSAGE = 16384;

  /** Maximum length of a mechanism's name in memcached. */
  private static final int MAX_MECHANISM = 32;

  private final Context context;
  private final UserFile users;
  private final Session.Received end = this::received;

  SaslLogin(Context context, UserFile users) {
    this.context = context;
    this.users = users;
  }

  /** Lists the mechanisms; this ends a login, as in memcached. */
  static Next list(Session session, BinaryRequest request) {
    session.authenticated(false);
    return Answers.text(session, request, MECHANISMS);
  }

  /** A login with the mechanism as the key and its message as the value. */
  Next login(Session session, BinaryRequest request) {
    if (request.keyLength() > MAX_MECHANISM) {
      return Answers.refuse(session, request, Status.INVALID);
    }
    if (request.valueLength() > MAX_MESSAGE) {
      return Answers.refuse(session, request, Status.NO_MEMORY_FOR_ITEM);
    }
    session.authenticated(false);
    LoginMessage message = session.login();
    boolean step = request.opcode() == Opcode.SASL_STEP;
    if (step ? !message.awaited() : !request.keyText().equals(PLAIN)) {
      message.await(false);
      Verification.count(context, false);
      return Answers.refuse(session, request, Status.AUTH_ERROR);
    }
    message.await(!step && request.valueLength() == 0);
    if (message.awaited()) {
      Answers.header(session, request.code(), request.opaque(), Status.AUTH_CONTINUE, 0, 0, 0, 0);
      return Next.REQUEST;
    }
    session.upload.answers(request.code(), request.opaque());
    message.begin((int) request.valueLength());
    return session.receive(request.valueLength(), end);
  }

  private Next received(Session session) {
    int opcode = session.upload.opcode();
    int opaque = session.upload.opaque();
    byte[] message = session.login().take();
    int user = indexOfNul(message, 0) + 1;
    int password = indexOfNul(message, user) + 1;
    if (user == 0 || password == 0) {
      Verification.count(context, false);
      return Answers.error(session, opcode, opaque, Status.AUTH_ERROR);
    }
    return Verification.start(
        session,
        context,
        users,
        Arrays.copyOfRange(message, user, password - 1),
        Arrays.copyOfRange(message, password, message.length),
        (client, right) -> answer(client, opcode, opaque, right));
  }

  private static Next answer(Session session, int opcode, int opaque, boolean right) {
    if (!right) {
      return Answers.error(session, opcode, opaque, Status.AUTH_ERROR);
    }
    Answers.header(session, opcode, opaque, Status.OK, 0, 0, AUTHENTICATED.length, 0);
    session.reply.append(AUTHENTICATED);
    return Next.REQUEST;
  }

  private static int indexOfNul(byte[] message, int from) {
    for (int i = Math.max(0, from); i < message.length; i++) {
      if (message[i] == 0) {
        return i;
      }
    }
    return -1;
  }
}
