package dev.memfleet.server.command.binary;

import static dev.memfleet.server.protocol.ReplyBuffer.ascii;

/** Why a binary request failed, with memcached's message. */
enum Status {
  NOT_FOUND(0x01, "Not found"),
  EXISTS(0x02, "Data exists for key."),
  TOO_LARGE(0x03, "Too large."),
  INVALID(0x04, "Invalid arguments"),
  NOT_STORED(0x05, "Not stored."),
  NON_NUMERIC(0x06, "Non-numeric server-side value for incr or decr"),
  AUTH_ERROR(0x20, "Auth failure."),
  UNKNOWN_COMMAND(0x81, "Unknown command"),
  NO_MEMORY_FOR_ITEM(0x82, "Out of memory allocating item"),
  NO_MEMORY_FOR_NEW(0x82, "Out of memory allocating new item"),
  NO_MEMORY_FOR_NUMBER(0x82, "Out of memory incrementing value");

  /** The status of success. */
  static final int OK = 0;

  /** The login needs another step. */
  static final int AUTH_CONTINUE = 0x21;

  final int code;

  @SuppressWarnings("ImmutableEnumChecker") // never written to
  final byte[] words;

  Status(int code, String words) {
    this.code = code;
    this.words = ascii(words);
  }
}
