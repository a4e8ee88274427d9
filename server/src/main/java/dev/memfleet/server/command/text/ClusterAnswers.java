package dev.memfleet.server.command.text;

import static dev.memfleet.server.protocol.ReplyBuffer.ascii;

import dev.memfleet.server.cluster.ClusterFile;
import dev.memfleet.server.protocol.Replies;
import dev.memfleet.server.protocol.RequestLine;
import dev.memfleet.server.session.Session;
import org.jspecify.annotations.Nullable;

/** Answers requests for the cluster configuration as ElastiCache does, if a cluster file is set. */
public final class ClusterAnswers {
  /**
   * The key that clients of old ElastiCache engines read with {@code get} instead of sending {@code
   * config get}.
   */
  private static final String KEY = "AmazonElastiCache:cluster";

  private static final byte[] CONFIG = ascii("CONFIG cluster 0 ");
  private static final byte[] VALUE = ascii("VALUE " + KEY + " 0 ");

  private final @Nullable ClusterFile file;

  public ClusterAnswers(@Nullable ClusterFile file) {
    this.file = file;
  }

  /**
   * Sends {@code CONFIG cluster 0 <bytes>}, the configuration and {@code END}; false if there is
   * none.
   */
  public boolean answer(Session session) {
    if (file == null) {
      return false;
    }
    answer(session, CONFIG, file.payload());
    session.reply(Replies.END);
    return true;
  }

  /** Answers a miss of {@code KEY} with a hit, whose value is the configuration. */
  void answerMiss(Session session, RequestLine line, int token) {
    if (file != null && line.is(token, KEY)) {
      answer(session, VALUE, file.payload());
    }
  }

  private static void answer(Session session, byte[] head, byte[] payload) {
    session.reply.append(head).number(payload.length).lineEnd().append(payload).lineEnd();
  }
}
