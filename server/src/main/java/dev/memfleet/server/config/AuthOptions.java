package dev.memfleet.server.config;

/**
 * The options of authentication.
 *
 * @param tokenFile file of the users that log in with a {@code set} command ({@code -Y}); empty for
 *     none
 * @param sasl whether binary clients log in by SASL
 * @param saslFile file of the users that log in by SASL
 */
public record AuthOptions(String tokenFile, boolean sasl, String saslFile) {
  /** The file of users; empty when no login is required. */
  public String userFile() {
    return tokenFile.isEmpty() && sasl ? saslFile : tokenFile;
  }

  /** The value of {@code auth_enabled_ascii} in {@code stats settings}. */
  public String tokens() {
    return tokenFile.isEmpty() ? "no" : tokenFile;
  }
}
