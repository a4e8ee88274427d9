package dev.memfleet.server.differential;

/**
 * memcached 1.6.18 looks for a minus sign behind a number from 2^63 on, as far as to the next NUL
 * in its memory, and calls the number none if it finds one: nothing can be compared from here on.
 */
final class MisreadNumberException extends RuntimeException {
  private static final String NON_NUMERIC =
      "CLIENT_ERROR cannot increment or decrement non-numeric value\r\n";

  private MisreadNumberException(String request) {
    super(request);
  }

  /** Fails if that is the difference between two replies. */
  static void check(String request, String ours, String theirs) {
    String[] words = request.trim().split(" ", -1);
    if (theirs.equals(NON_NUMERIC) && words[0].equals("incr") && ours.matches("\\d+\r\n")) {
      long before = Long.parseUnsignedLong(ours.trim()) - Long.parseUnsignedLong(words[2]);
      if (before < 0) {
        throw new MisreadNumberException(request);
      }
    }
  }
}
