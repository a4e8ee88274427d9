package dev.memfleet.server.command.login;

import dev.memfleet.server.auth.UserFile;
import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.session.Context;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.stats.Counter;
import org.jspecify.annotations.Nullable;

/** A login that is being checked; the client's next requests wait for the result. */
public final class Verification implements Session.Continuation {
  /** Answers the login. */
  public interface End {
    Next answer(Session session, boolean right);
  }

  private final Context context;
  private final End end;
  private volatile @Nullable Boolean right;

  private Verification(Context context, End end) {
    this.context = context;
    this.end = end;
  }

  /** Checks a login. */
  public static Next start(
      Session session, Context context, UserFile users, byte[] user, byte[] password, End end) {
    Verification verification = new Verification(context, end);
    users.check(
        user,
        password,
        right -> {
          verification.right = right;
          session.output().resume();
        });
    return session.answer(verification);
  }

  @Override
  public Next resume(Session session) {
    Boolean known = right;
    if (known == null) {
      return Next.BLOCKED;
    }
    count(context, known);
    session.authenticated(known);
    return end.answer(session, known);
  }

  /** Counts a login, and an error if it failed. */
  public static void count(Context context, boolean right) {
    context.stats().count(Counter.AUTH_CMDS);
    if (!right) {
      context.stats().count(Counter.AUTH_ERRORS);
    }
  }

  @Override
  public void abandon() {}
}
