package dev.memfleet.server.watch;

import java.util.Locale;

/** Keys in lines that are split at spaces. */
public final class KeyText {
  private static final String UNRESERVED = "-_.~";

  private KeyText() {}

  /** Percent-encodes a key, one character per byte. */
  public static StringBuilder encode(StringBuilder to, String key) {
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      boolean plain =
          (c >= '0' && c <= '9')
              || (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || UNRESERVED.indexOf(c) >= 0;
      if (plain) {
        to.append(c);
      } else {
        to.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return to;
  }
}
