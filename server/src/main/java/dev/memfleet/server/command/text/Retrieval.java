package dev.memfleet.server.command.text;

import dev.memfleet.server.memory.Memory;
import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.RequestLine;
import dev.memfleet.server.session.Session;

/** The rest of a retrieval whose client takes no more: the current value and the keys after it. */
final class Retrieval implements Session.Continuation {
  private final RetrievalCommands commands;
  private final RetrievalCommands.GetVariant variant;

  /** A copy of the remaining keys: the read buffer may be gone by then. */
  private final long keys;

  private final long keysEnd;
  private long nextKey;

  Retrieval(RetrievalCommands commands, RequestLine line, RetrievalCommands.GetVariant variant) {
    this.commands = commands;
    this.variant = variant;
    long length = line.end() - line.rest();
    keys = Memory.allocate(Math.max(1, length));
    Memory.copy(line.rest(), keys, length);
    nextKey = keys;
    keysEnd = keys + length;
  }

  @Override
  public Next resume(Session session) {
    if (!session.sendMade()) {
      return Next.BLOCKED;
    }
    RequestLine line = session.line();
    line.continueAt(nextKey, keysEnd);
    while (line.nextToken()) {
      boolean whole = commands.retrieveKey(session, line, variant);
      nextKey = line.rest();
      if (!whole && !session.sendMade()) {
        return Next.BLOCKED;
      }
    }
    Memory.free(keys);
    return session.endRetrieval();
  }

  @Override
  public void abandon() {
    Memory.free(keys);
  }
}
