package dev.memfleet.server.command.login;

import static dev.memfleet.server.protocol.ReplyBuffer.ascii;

import dev.memfleet.server.auth.UserFile;
import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.Replies;
import dev.memfleet.server.protocol.RequestLine;
import dev.memfleet.server.protocol.Verb;
import dev.memfleet.server.session.Context;
import dev.memfleet.server.session.Session;
import java.util.Arrays;

/**
 * The login of {@code -Y}: the first command must be {@code set <any> <any> <any> <bytes>} with
 * {@code <user> <password>} as its value; the password is all that follows the first space. All
 * other commands are refused until then.
 */
public final class TokenLogin {
  private static final byte[] UNAUTHENTICATED = ascii("CLIENT_ERROR unauthenticated\r\n");
  private static final byte[] TOO_LONG = ascii("CLIENT_ERROR auth token too long\r\n");
  private static final byte[] BAD_END = ascii("CLIENT_ERROR bad command line termination\r\n");
  private static final byte[] BAD_TOKEN = ascii("CLIENT_ERROR bad authentication token format\r\n");
  private static final byte[] FAILED = ascii("CLIENT_ERROR authentication failure\r\n");

  private static final int LENGTH = 4;
  private static final int MAX_TOKEN = 16384;

  /** A shorter line closes the connection. */
  private static final int MIN_LINE = 6 - Session.LINE_END;

  private final Context context;
  private final UserFile users;
  private final Session.Received end = this::received;

  public TokenLogin(Context context, UserFile users) {
    this.context = context;
    this.users = users;
  }

  /** Answers a line of a client that has yet to log in. */
  public Next answer(Session session, RequestLine line) {
    if (line.length() < MIN_LINE) {
      return Next.FAIL;
    }
    line.tokenize();
    if (line.verb() != Verb.SET || line.count() <= LENGTH || !line.unsigned32(LENGTH)) {
      return session.reply(UNAUTHENTICATED);
    }
    if (line.number() > MAX_TOKEN) {
      return session.reply(TOO_LONG);
    }
    int length = (int) line.number() + Session.LINE_END;
    session.login().begin(length);
    return session.receive(length, end);
  }

  private Next received(Session session) {
    byte[] token = session.login().take();
    int length = token.length - Session.LINE_END;
    if (token[length] != '\r' || token[length + 1] != '\n') {
      return session.reply(BAD_END);
    }
    int userEnd = 0;
    while (userEnd < length && token[userEnd] != ' ') {
      userEnd++;
    }
    if (userEnd == length) {
      return session.reply(BAD_TOKEN);
    }
    return Verification.start(
        session,
        context,
        users,
        Arrays.copyOfRange(token, 0, userEnd),
        Arrays.copyOfRange(token, userEnd + 1, length),
        (client, right) -> client.reply(right ? Replies.STORED : FAILED));
  }
}
