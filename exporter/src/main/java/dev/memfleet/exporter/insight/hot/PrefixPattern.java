package dev.memfleet.exporter.insight.hot;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression that is matched from the start of a key and captures its prefix in a group
 * of this name, as {@code (?<prefix>tenant:\d+):} does.
 */
public final class PrefixPattern {
  static final String GROUP = "prefix";
  private static final int MAX_LENGTH = 1000;

  private final Pattern pattern;

  private PrefixPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /** Compiles a pattern, and checks that it has the group. */
  public static PrefixPattern parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("expected at most " + MAX_LENGTH + " characters");
    }
    Pattern pattern = compiled(text);
    if (!hasGroup(text)) {
      throw new IllegalArgumentException(
          "expected a regular expression with a group (?<prefix>...)");
    }
    return new PrefixPattern(pattern);
  }

  private static Pattern compiled(String text) {
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

  Matcher matcher(CharSequence key) {
    return pattern.matcher(key);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PrefixPattern same && same.toString().equals(toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** The regular expression. */
  @Override
  public String toString() {
    return pattern.pattern();
  }
}
