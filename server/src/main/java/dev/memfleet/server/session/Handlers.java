package dev.memfleet.server.session;

import dev.memfleet.server.protocol.BinaryRequest;
import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.RequestLine;

/** Answers the requests of one event loop's sessions. */
public interface Handlers {
  /** Answers a line of a client to which all commands are open. */
  Next answer(Session session, RequestLine line);

  /** Answers a line of a client that has yet to log in. */
  Next answerBeforeLogin(Session session, RequestLine line);

  /** Answers a binary request. */
  Next answer(Session session, BinaryRequest request);
}
