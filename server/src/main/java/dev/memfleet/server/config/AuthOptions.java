package dev.memfleet.server.config;

/**
 * Who may use the server.
 *
 * @param tokenFile users that log in by a fake set command ({@code -Y}); empty for none
 * @param sasl whether binary clients log in by SASL
 * @param saslFile their users
 */
public record AuthOptions(String tokenFile, boolean sasl, String saslFile) {
  /** The file of users; empty when no login is required. */
  public String userFile() {
    return tokenFile.isEmpty() && sasl ? saslFile : tokenFile;
  }

  /** The name of the token file in {@code stats settings}. */
  public String tokens() {
    return tokenFile.isEmpty() ? "no" : tokenFile;
  }
}
