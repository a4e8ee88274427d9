package dev.memfleet.server.session;

import dev.memfleet.server.protocol.BinaryRequest;
import dev.memfleet.server.protocol.Next;

/** Answers binary requests. */
public interface BinaryHandler {
  Next handle(Session session, BinaryRequest request);
}
