package dev.memfleet.exporter.insight.hot;

import java.util.regex.Matcher;

/** A {@link PrefixPattern} that is matched with one key after the other. */
final class KeyPattern {
  private static final String GROUP = PrefixPattern.GROUP;

  private final DecodedKey key;
  private final Matcher matcher;

  /**
   * @param key the text to match, which contains another key each time
   */
  KeyPattern(PrefixPattern pattern, DecodedKey key) {
    this.key = key;
    this.matcher = pattern.matcher(key);
  }

  /** Whether the key has a prefix by this pattern; false if matching takes too many steps. */
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
