package dev.memfleet.server.command.binary;

import dev.memfleet.server.protocol.BinaryRequest;
import dev.memfleet.server.protocol.BinaryResponse;
import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.protocol.ReplyBuffer;
import dev.memfleet.server.session.Session;

/** Responses to binary requests, with the request's opcode and opaque. */
final class Answers {
  private Answers() {}

  /** Begins a successful response; the caller must append its body. */
  static void begin(
      Session session, BinaryRequest request, int extras, int key, int body, long cas) {
    header(session, request.code(), request.opaque(), Status.OK, extras, key, body, cas);
  }

  static void header(
      Session session,
      int opcode,
      int opaque,
      int status,
      int extras,
      int key,
      int body,
      long cas) {
    BinaryResponse.header(session.reply, opcode, opaque, status, extras, key, body, cas);
    session.noteResponse(BinaryResponse.HEADER);
  }

  /** Success without a body, unless the request is quiet. */
  static Next done(Session session, BinaryRequest request) {
    if (!request.quiet()) {
      begin(session, request, 0, 0, 0, 0);
    }
    return Next.REQUEST;
  }

  /** Success with a body of text. */
  static Next text(Session session, BinaryRequest request, byte[] text) {
    begin(session, request, 0, 0, text.length, 0);
    session.reply.append(text);
    return Next.REQUEST;
  }

  static Next error(Session session, BinaryRequest request, Status status) {
    return error(session, request.code(), request.opaque(), status);
  }

  static Next error(Session session, int opcode, int opaque, Status status) {
    header(session, opcode, opaque, status.code, 0, 0, status.words.length, 0);
    session.reply.append(status.words);
    return Next.REQUEST;
  }

  /** Refuses a request and skips its value. */
  static Next refuse(Session session, BinaryRequest request, Status status) {
    error(session, request, status);
    return session.skip(request.valueLength());
  }

  /** Refuses a request and closes the connection: the rest of the stream cannot be trusted. */
  static Next refuseAndClose(Session session, BinaryRequest request, Status status) {
    error(session, request, status);
    return Next.CLOSE;
  }

  /** A miss whose response repeats the key. */
  static Next missOf(Session session, BinaryRequest request) {
    ReplyBuffer reply = session.reply;
    int length = request.keyLength();
    header(session, request.code(), request.opaque(), Status.NOT_FOUND.code, 0, length, length, 0);
    reply.append(request.key(), length);
    return Next.REQUEST;
  }
}
