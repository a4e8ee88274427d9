package dev.memfleet.exporter.node;

/** Who we are, for a node that asks. */
public record Credentials(String username, SecretSource password) {
  public Credentials {
    checkUsername(username);
  }

  /**
   * A name that can be sent.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static String checkUsername(String username) {
    if (username.isEmpty()) {
      throw new IllegalArgumentException("empty");
    }
    if (username.chars().anyMatch(c -> Character.isISOControl(c) || c == ' ')) {
      throw new IllegalArgumentException(
          Quoted.text(username) + ": white space or a control character");
    }
    return username;
  }
}
