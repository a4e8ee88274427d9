package dev.memfleet.server.transcript;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How data files write bytes: one character a byte (ISO-8859-1), {@code \r \n \t \0} escaped, and
 * {@code {k*250}} for a character that repeats.
 */
final class WireText {
  private static final Pattern RUN = Pattern.compile("\\{(.)\\*(\\d+)}");

  private WireText() {}

  static String decode(String written) {
    String escaped =
        written.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t").replace("\\0", "\0");
    return RUN.matcher(escaped)
        .replaceAll(
            run -> Matcher.quoteReplacement(run.group(1).repeat(Integer.parseInt(run.group(2)))));
  }
}
