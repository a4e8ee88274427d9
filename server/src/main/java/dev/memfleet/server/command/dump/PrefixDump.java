package dev.memfleet.server.command.dump;

import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.Replies;
import dev.memfleet.server.session.Session;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/** Lists the counts of all prefixes, in parts, as the client takes them. */
public final class PrefixDump implements Session.Continuation {
  private final Iterator<String> lines;

  public PrefixDump(Iterator<String> lines) {
    this.lines = lines;
  }

  @Override
  public Next resume(Session session) {
    while (lines.hasNext()) {
      session.reply.append(lines.next().getBytes(StandardCharsets.ISO_8859_1));
      if (session.reply.size() >= Session.FULL && !session.flush()) {
        return Next.BLOCKED;
      }
    }
    return session.reply(Replies.END);
  }

  @Override
  public void abandon() {}
}
