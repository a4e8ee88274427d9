package dev.memfleet.server.differential;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether two replies say the same, whatever the cas ids and the second they were given in. */
final class ReplyComparison {
  /** How far seconds may be apart because the servers are asked one after the other. */
  static final int SECONDS_APART = 2;

  private static final Pattern VALUE_CAS =
      Pattern.compile("^(VALUE [^ ]+ \\d+ \\d+) \\d+\r$", Pattern.MULTILINE | Pattern.UNIX_LINES);
  private static final Pattern META_LINE =
      Pattern.compile("^(?:HD|VA|NS|EX|NF|EN|ME)( .*)?\r$", Pattern.MULTILINE | Pattern.UNIX_LINES);
  private static final Pattern META_CAS = Pattern.compile(" (c|cas=)\\d+");
  private static final Pattern SECONDS = Pattern.compile(" (t|l|exp=|la=)(-?\\d+)");

  private ReplyComparison() {}

  /**
   * Compares two replies.
   *
   * @param usesApart how far the seconds since an item's last use may be apart
   */
  static boolean same(String ours, String theirs, long usesApart) {
    if (ours.equals(theirs)) {
      return true;
    }
    String left = withoutCas(ours);
    String right = withoutCas(theirs);
    return left.equals(right)
        || (withoutSeconds(left).equals(withoutSeconds(right))
            && secondsAreClose(left, right, usesApart));
  }

  private static String withoutCas(String reply) {
    String masked = VALUE_CAS.matcher(reply).replaceAll("$1 cas\r");
    return META_LINE
        .matcher(masked)
        .replaceAll(
            line -> Matcher.quoteReplacement(META_CAS.matcher(line.group()).replaceAll(" $1*")));
  }

  private static String withoutSeconds(String reply) {
    return SECONDS.matcher(reply).replaceAll(" $1*");
  }

  private static boolean secondsAreClose(String left, String right, long usesApart) {
    Matcher ours = SECONDS.matcher(left);
    Matcher theirs = SECONDS.matcher(right);
    while (ours.find() && theirs.find()) {
      long limit = ours.group(1).startsWith("l") ? usesApart : SECONDS_APART;
      if (Math.abs(Long.parseLong(ours.group(2)) - Long.parseLong(theirs.group(2))) > limit) {
        return false;
      }
    }
    return true;
  }
}
