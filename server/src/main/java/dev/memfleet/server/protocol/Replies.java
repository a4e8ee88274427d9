package dev.memfleet.server.protocol;

import static dev.memfleet.server.protocol.ReplyBuffer.ascii;

/** Fixed replies, with memcached's exact text. */
public final class Replies {
  public static final byte[] VALUE = ascii("VALUE ");
  public static final byte[] END = ascii("END\r\n");
  public static final byte[] STORED = ascii("STORED\r\n");
  public static final byte[] NOT_STORED = ascii("NOT_STORED\r\n");
  public static final byte[] EXISTS = ascii("EXISTS\r\n");
  public static final byte[] NOT_FOUND = ascii("NOT_FOUND\r\n");
  public static final byte[] DELETED = ascii("DELETED\r\n");
  public static final byte[] TOUCHED = ascii("TOUCHED\r\n");
  public static final byte[] OK = ascii("OK\r\n");
  public static final byte[] RESET = ascii("RESET\r\n");
  public static final byte[] ERROR = ascii("ERROR\r\n");
  public static final byte[] BUSY = ascii("BUSY currently processing crawler request\r\n");
  public static final byte[] BAD_CLASS = ascii("BADCLASS invalid class id\r\n");

  public static final byte[] BAD_FORMAT = ascii("CLIENT_ERROR bad command line format\r\n");
  public static final byte[] BAD_DELETE =
      ascii("CLIENT_ERROR bad command line format.  Usage: delete <key> [noreply]\r\n");
  public static final byte[] BAD_CHUNK = ascii("CLIENT_ERROR bad data chunk\r\n");
  public static final byte[] BAD_DELTA = ascii("CLIENT_ERROR invalid numeric delta argument\r\n");
  public static final byte[] BAD_EXPTIME = ascii("CLIENT_ERROR invalid exptime argument\r\n");
  public static final byte[] NON_NUMERIC =
      ascii("CLIENT_ERROR cannot increment or decrement non-numeric value\r\n");

  public static final byte[] TOO_LARGE = ascii("SERVER_ERROR object too large for cache\r\n");
  public static final byte[] NO_MEMORY_STORING =
      ascii("SERVER_ERROR out of memory storing object\r\n");
  public static final byte[] NO_MEMORY = ascii("SERVER_ERROR out of memory\r\n");
  public static final byte[] NO_MEMORY_FOR_NEW =
      ascii("SERVER_ERROR Out of memory allocating new item\r\n");
  public static final byte[] TOO_MANY_HOLDERS =
      ascii("SERVER_ERROR refcount overflow during fetch\r\n");

  private Replies() {}
}
