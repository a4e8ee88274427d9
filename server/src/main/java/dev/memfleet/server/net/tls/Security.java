package dev.memfleet.server.net.tls;

import dev.memfleet.server.config.TlsOptions.Verification;

/** How connections to a listening address are secured, chosen by its prefix in {@code -l}. */
public enum Security {
  /** TLS if {@code -Z} is set; client certificates as in {@code ssl_verify_mode}. */
  AS_OPTIONS(""),
  PLAIN("notls:"),
  /** TLS without client certificates. */
  NO_PEER("btls:"),
  /** TLS with a required client certificate. */
  PEER("mtls:");

  private final String prefix;

  Security(String prefix) {
    this.prefix = prefix;
  }

  public String prefix() {
    return prefix;
  }

  /** The security that the prefix of an address selects. */
  public static Security of(String address) {
    for (Security security : values()) {
      if (security != AS_OPTIONS && address.startsWith(security.prefix)) {
        return security;
      }
    }
    return AS_OPTIONS;
  }

  /**
   * Whether a client certificate is requested or required.
   *
   * @param ofOptions the value of {@code ssl_verify_mode}
   */
  public Verification verification(Verification ofOptions) {
    return switch (this) {
      case AS_OPTIONS -> ofOptions;
      case PLAIN, NO_PEER -> Verification.NONE;
      case PEER -> Verification.REQUIRED;
    };
  }
}
