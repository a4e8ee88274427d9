package dev.memfleet.exporter.target;

import dev.memfleet.exporter.secret.SecretSource;

/** Who we are, for a node that asks. */
public record Credentials(String username, SecretSource password) {
  public Credentials {
    if (username.isEmpty() || username.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a user name is not empty and has no control characters");
    }
  }
}
