package dev.memfleet.exporter.http.access;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A user name and password sent by a client. {@code toString} omits the password. */
final class BasicLogin {
  private static final String SCHEME = "Basic ";

  private final String user;
  private final byte[] password;

  BasicLogin(String user, byte[] password) {
    this.user = user;
    this.password = password;
  }

  /** Reads an {@code Authorization} header; null if it is no basic login. */
  static @Nullable BasicLogin of(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    try {
      byte[] pair = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
      int colon = 0;
      while (colon < pair.length && pair[colon] != ':') {
        colon++;
      }
      return colon == pair.length
          ? null
          : new BasicLogin(
              new String(pair, 0, colon, StandardCharsets.UTF_8),
              Arrays.copyOfRange(pair, colon + 1, pair.length));
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  String user() {
    return user;
  }

  byte[] password() {
    return password;
  }

  @Override
  public String toString() {
    return user;
  }
}
