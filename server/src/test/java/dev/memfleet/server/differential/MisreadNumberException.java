package dev.memfleet.server.differential;

/**
 * Thrown when memcached 1.6.18 rejects a valid number. After a number of 2^63 or more, it searches
 * the memory up to the next NUL for a minus sign and, if it finds one, reports a non-numeric value.
 * The servers then hold different values, so that the comparison cannot continue.
 */
final class MisreadNumberException extends RuntimeException {
  private static final String NON_NUMERIC =
      "CLIENT_ERROR cannot increment or decrement non-numeric value\r\n";

  private MisreadNumberException(String request) {
    super(request);
  }

  /** Fails if that is the difference between two replies. */
  static void check(String request, String ours, String theirs) {
    if (theirs.equals(NON_NUMERIC) && isMisread(request.trim().split(" ", -1), ours.trim())) {
      throw new MisreadNumberException(request);
    }
  }

  /** The number was as large, as far as the reply shows. */
  private static boolean isMisread(String[] words, String reply) {
    if (words[0].equals("ma")) {
      return reply.startsWith("HD") || reply.startsWith("VA");
    }
    return words[0].equals("incr")
        && reply.matches("\\d+")
        && Long.parseUnsignedLong(reply) - Long.parseUnsignedLong(words[2]) < 0;
  }
}
