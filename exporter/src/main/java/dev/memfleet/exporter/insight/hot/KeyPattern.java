package dev.memfleet.exporter.insight.hot;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression that is matched from the start of a key and captures its prefix in a group
 * of this name, as {@code (?<prefix>tenant:\d+):} does.
 */
final class KeyPattern {
  private static final String GROUP = "prefix";
  private static final int MAX_LENGTH = 1000;

  private final DecodedKey key;
  private final Matcher matcher;

  /**
   * @param key that is matched, whatever it is at that time
   */
  KeyPattern(String text, DecodedKey key) {
    this.key = key;
    this.matcher = compiled(text).matcher(key);
  }

  private static Pattern compiled(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("expected at most " + MAX_LENGTH + " characters");
    }
    Pattern pattern = parsed(text);
    if (!hasGroup(text)) {
      throw new IllegalArgumentException(
          "expected a regular expression with a group (?<prefix>...)");
    }
    return pattern;
  }

  private static Pattern parsed(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      String why = e.getDescription();
      throw new IllegalArgumentException(
          "expected a regular expression: %s at character %d"
              .formatted(
                  Character.toLowerCase(why.charAt(0)) + why.substring(1),
                  Math.max(1, e.getIndex())),
          e);
    }
  }

  /** Groups can be asked for by name after a match only, so an empty text is made to match. */
  private static boolean hasGroup(String text) {
    Matcher empty = Pattern.compile("|" + text).matcher("");
    try {
      return empty.lookingAt() && empty.start(GROUP) < 0;
    } catch (IllegalArgumentException noGroup) {
      return false;
    }
  }

  /** Whether the key has a prefix by this pattern; not if that takes too long to find out. */
  boolean matches() {
    key.allowReads();
    matcher.reset();
    try {
      return matcher.lookingAt() && matcher.start(GROUP) < matcher.end(GROUP);
    } catch (DecodedKey.TooManyReads | StackOverflowError tooComplex) {
      return false;
    }
  }

  int from() {
    return matcher.start(GROUP);
  }

  int to() {
    return matcher.end(GROUP);
  }
}
