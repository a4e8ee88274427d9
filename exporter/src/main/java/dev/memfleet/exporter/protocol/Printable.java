package dev.memfleet.exporter.protocol;

import java.nio.charset.StandardCharsets;

/** Makes text from a node safe for a message: one line of limited length. */
final class Printable {
  private static final int MAX_SHOWN = 40;

  private Printable() {}

  /** Replaces each character that is not printable ASCII by a question mark. */
  static String of(byte[] bytes, int start, int end) {
    StringBuilder text = new StringBuilder();
    for (int i = start; i < Math.min(end, start + MAX_SHOWN); i++) {
      text.append(bytes[i] >= ' ' && bytes[i] < 127 ? (char) bytes[i] : '?');
    }
    return text.append(end - start > MAX_SHOWN ? "..." : "").toString();
  }

  static String of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return of(bytes, 0, bytes.length);
  }
}
