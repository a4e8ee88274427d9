package dev.memfleet.server.command.watch;

import static dev.memfleet.server.protocol.ReplyBuffer.ascii;

import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.Replies;
import dev.memfleet.server.protocol.RequestLine;
import dev.memfleet.server.session.Context;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.watch.Topic;
import dev.memfleet.server.watch.Watcher;
import dev.memfleet.server.watch.Watchers;

/** {@code watch [<topic>*]}: the client receives a line for each event from then on. */
public final class WatchCommand {
  private static final byte[] NOT_ALLOWED = ascii("CLIENT_ERROR watch commands not allowed\r\n");
  private static final byte[] PIPELINED =
      ascii("ERROR cannot pipeline other commands before watch\r\n");
  private static final byte[] TOO_MANY = ascii("WATCHER_TOO_MANY log watcher limit reached\r\n");

  private final Context context;

  public WatchCommand(Context context) {
    this.context = context;
  }

  /** Starts sending events, by default those of fetchers. */
  public Next watch(Session session, RequestLine line) {
    if (!context.settings().options().commands().watch()) {
      return session.reply(NOT_ALLOWED);
    }
    if (session.replying()) {
      return session.reply(PIPELINED);
    }
    int topics = line.nextToken() ? topics(line) : Topic.FETCHERS.bit;
    if (topics == 0) {
      return session.reply(Replies.ERROR);
    }
    Watchers watchers = context.services().watchers();
    Watcher watcher = new Watcher(topics, watchers.watcherBytes(), () -> session.output().resume());
    if (!watchers.add(watcher)) {
      return session.reply(TOO_MANY);
    }
    session.reply(Replies.OK);
    return session.answer(new Feed(watchers, watcher));
  }

  /** The topics named by the current token and all that follow; 0 if one is unknown. */
  private static int topics(RequestLine line) {
    int topics = 0;
    do {
      Topic topic = Topic.of(line.text(line.count() - 1));
      if (topic == null) {
        return 0;
      }
      topics |= topic.bit;
    } while (line.nextToken());
    return topics;
  }

  /** A reply without an end: the watcher's lines, as the client takes them. */
  private record Feed(Watchers watchers, Watcher watcher) implements Session.Continuation {
    private static final int PIECE = 32 << 10;

    @Override
    public Next resume(Session session) {
      byte[] lines = watcher.take(PIECE);
      while (lines.length > 0) {
        session.reply.append(lines);
        if (!session.flush()) {
          return Next.BLOCKED;
        }
        lines = watcher.take(PIECE);
      }
      session.flush();
      return Next.BLOCKED;
    }

    @Override
    public boolean isEndless() {
      return true;
    }

    @Override
    public void abandon() {
      watchers.remove(watcher);
    }
  }
}
