package dev.memfleet.server.session;

import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.RequestLine;

/** Answers the requests of one verb. */
public interface Handler {
  Next handle(Session session, RequestLine line);
}
