package dev.memfleet.server.command;

import static dev.memfleet.server.protocol.ReplyBuffer.ascii;

/** Fixed replies, in memcached's words. */
final class Replies {
  static final byte[] VALUE = ascii("VALUE ");
  static final byte[] END = ascii("END\r\n");
  static final byte[] STORED = ascii("STORED\r\n");
  static final byte[] NOT_STORED = ascii("NOT_STORED\r\n");
  static final byte[] EXISTS = ascii("EXISTS\r\n");
  static final byte[] NOT_FOUND = ascii("NOT_FOUND\r\n");
  static final byte[] DELETED = ascii("DELETED\r\n");
  static final byte[] TOUCHED = ascii("TOUCHED\r\n");
  static final byte[] OK = ascii("OK\r\n");
  static final byte[] RESET = ascii("RESET\r\n");
  static final byte[] ERROR = ascii("ERROR\r\n");
  static final byte[] BUSY = ascii("BUSY currently processing crawler request\r\n");
  static final byte[] BAD_CLASS = ascii("BADCLASS invalid class id\r\n");

  static final byte[] BAD_FORMAT = ascii("CLIENT_ERROR bad command line format\r\n");
  static final byte[] BAD_DELETE =
      ascii("CLIENT_ERROR bad command line format.  Usage: delete <key> [noreply]\r\n");
  static final byte[] BAD_CHUNK = ascii("CLIENT_ERROR bad data chunk\r\n");
  static final byte[] BAD_DELTA = ascii("CLIENT_ERROR invalid numeric delta argument\r\n");
  static final byte[] BAD_EXPTIME = ascii("CLIENT_ERROR invalid exptime argument\r\n");
  static final byte[] NON_NUMERIC =
      ascii("CLIENT_ERROR cannot increment or decrement non-numeric value\r\n");

  static final byte[] TOO_LARGE = ascii("SERVER_ERROR object too large for cache\r\n");
  static final byte[] NO_MEMORY_STORING = ascii("SERVER_ERROR out of memory storing object\r\n");
  static final byte[] NO_MEMORY = ascii("SERVER_ERROR out of memory\r\n");
  static final byte[] NO_MEMORY_FOR_NEW =
      ascii("SERVER_ERROR Out of memory allocating new item\r\n");
  static final byte[] TOO_MANY_HOLDERS = ascii("SERVER_ERROR refcount overflow during fetch\r\n");

  private Replies() {}
}
