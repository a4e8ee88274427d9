package dev.memfleet.server.net.tls;

import dev.memfleet.server.config.TlsOptions.Verification;

/** How the connections to a listening address are secured, by its prefix in {@code -l}. */
public enum Security {
  /** TLS if it is on, with client certificates as {@code ssl_verify_mode} says. */
  AS_OPTIONS(""),
  PLAIN("notls:"),
  /** TLS, and no client certificate. */
  NO_PEER("btls:"),
  /** TLS, and a client certificate. */
  PEER("mtls:");

  private final String prefix;

  Security(String prefix) {
    this.prefix = prefix;
  }

  public String prefix() {
    return prefix;
  }

  /** The one whose prefix this address has. */
  public static Security of(String address) {
    for (Security security : values()) {
      if (security != AS_OPTIONS && address.startsWith(security.prefix)) {
        return security;
      }
    }
    return AS_OPTIONS;
  }

  /** Whether a client must show a certificate. */
  public Verification verification(Verification ofOptions) {
    return switch (this) {
      case AS_OPTIONS -> ofOptions;
      case PLAIN, NO_PEER -> Verification.NONE;
      case PEER -> Verification.REQUIRED;
    };
  }
}
