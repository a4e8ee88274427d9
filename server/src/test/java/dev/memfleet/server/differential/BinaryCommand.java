package dev.memfleet.server.differential;

import dev.memfleet.server.peer.BinaryMessage;

/**
 * A binary request.
 *
 * @param cas the cas id it names; negative stands for the last one that the server sent for the key
 */
record BinaryCommand(int opcode, String extras, String key, String value, long cas) {
  static final long LAST_CAS = -1;

  /** Sent after each request; its response marks the end of the responses to the request. */
  static final BinaryCommand SENTINEL = new BinaryCommand(0x0a, "", "", "", 0);

  /** The request's bytes, one character each. */
  String bytes(long lastCas, int opaque) {
    return BinaryMessage.request(
        opcode, extras, key, value, opaque, cas == LAST_CAS ? lastCas : cas);
  }
}
