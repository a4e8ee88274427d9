package dev.memfleet.server.session;

import dev.memfleet.server.protocol.BinaryRequest;
import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.Verb;
import java.util.Arrays;

/** The handlers of all requests: a table from verb to handler, and one for binary requests. */
public final class Handlers {
  private final Handler login;
  private final BinaryHandler binary;
  private final Handler[] byVerb = new Handler[Verb.values().length];

  /**
   * A table that maps every verb to one handler.
   *
   * @param login answers lines of clients that have yet to log in
   * @param binary answers binary requests
   */
  public Handlers(Handler unlisted, Handler login, BinaryHandler binary) {
    this.login = login;
    this.binary = binary;
    Arrays.fill(byVerb, unlisted);
  }

  /** Maps a verb to a handler. */
  public Handlers put(Verb verb, Handler handler) {
    byVerb[verb.index] = handler;
    return this;
  }

  Handler login() {
    return login;
  }

  Next answer(Session session, BinaryRequest request) {
    return binary.handle(session, request);
  }

  Handler of(Verb verb) {
    return byVerb[verb.index];
  }
}
