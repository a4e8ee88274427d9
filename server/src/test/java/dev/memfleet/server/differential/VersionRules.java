package dev.memfleet.server.differential;

import java.util.regex.Pattern;

/**
 * Converts replies of memcached 1.6.18, which runs beside our server in the tests, to those that
 * memcached 1.6.45 would send.
 */
final class VersionRules {
  private static final String BAD_LINE = "CLIENT_ERROR bad command line format\r\n";
  private static final String BAD_CHUNK = "CLIENT_ERROR bad data chunk\r\n";
  private static final String ERROR = "ERROR\r\n";
  private static final String STORAGE = "(?:set|add|replace|append|prepend|cas|ms) ";
  private static final Pattern WITH_DATA =
      Pattern.compile("^" + STORAGE + ".*\r\n.*\r\n$", Pattern.DOTALL);
  private static final Pattern TOO_SHORT =
      Pattern.compile(
          "^(?:[^ ]?|gets?|gats?|gat \\S+|(?:set|add|cas)(?: \\S+){0,3}|(?:incr|decr|touch)(?: \\S+)?"
              + "|delete|verbosity|m[gsda]) *\r\n$");

  /** 1.6.18 shows the remaining seconds as a negative number; exp=-1 is no expiry in both. */
  private static final Pattern EXPIRY_UPSIDE_DOWN = Pattern.compile("exp=-(?!1 )");

  private VersionRules() {}

  /** The reply of 1.6.45 to a request that 1.6.18 answered with this reply. */
  static String current(String request, String reply) {
    if (TOO_SHORT.matcher(request).matches() && (reply.equals(ERROR) || reply.equals("END\r\n"))) {
      return BAD_LINE;
    }
    if (request.startsWith("md ")) {
      return reply.replace("invalid or duplicate flag", "duplicate flag");
    }
    if (request.startsWith("me ")) {
      return EXPIRY_UPSIDE_DOWN.matcher(reply).replaceAll("exp=");
    }
    if (!WITH_DATA.matcher(request).matches()) {
      return reply;
    }
    return badData(request, reply);
  }

  /** 1.6.45 swallows the data of a refused line, and calls a rest of one byte a bad line. */
  private static String badData(String request, String reply) {
    if (request.contains(" noreply\r\n") && reply.equals(ERROR)) {
      return "";
    }
    if (reply.equals(BAD_LINE + ERROR)) {
      return BAD_LINE + rest(request);
    }
    return reply.equals(BAD_CHUNK + ERROR) ? BAD_CHUNK + rest(request) : reply;
  }

  /** The reply to what follows the value's bytes, if anything does. */
  private static String rest(String request) {
    int length = restAfterData(request);
    if (length < 0) {
      return "";
    }
    return length < 2 ? BAD_LINE : ERROR;
  }

  private static int restAfterData(String request) {
    int lineEnd = request.indexOf("\r\n");
    int word = request.startsWith("ms ") ? 2 : 4;
    int length = Integer.parseInt(request.substring(0, lineEnd).split(" ", -1)[word]);
    int taken = lineEnd + 2 + length + 2;
    return request.length() - 2 - taken;
  }
}
