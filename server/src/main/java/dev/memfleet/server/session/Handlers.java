package dev.memfleet.server.session;

import dev.memfleet.server.protocol.Verb;
import java.util.Arrays;

/** The table from verb to handler. */
public final class Handlers {
  private final Handler[] byVerb = new Handler[Verb.values().length];

  /** A table in which every verb goes to one handler. */
  public Handlers(Handler unlisted) {
    Arrays.fill(byVerb, unlisted);
  }

  /** Lists a verb. */
  public Handlers put(Verb verb, Handler handler) {
    byVerb[verb.index] = handler;
    return this;
  }

  Handler of(Verb verb) {
    return byVerb[verb.index];
  }
}
