package dev.memfleet.server.net.tls;

import dev.memfleet.server.config.TlsOptions;
import dev.memfleet.server.config.TlsOptions.Verification;

/** How connections to a listening address are secured, chosen by its prefix in {@code -l}. */
public enum Security {
  /** TLS if {@code -Z} is set; client certificates as in {@code ssl_verify_mode}. */
  DEFAULT(""),
  PLAIN("notls:"),
  /** TLS without client certificates. */
  TLS("btls:"),
  /** TLS with a required client certificate. */
  MUTUAL_TLS("mtls:");

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
      if (security != DEFAULT && address.startsWith(security.prefix)) {
        return security;
      }
    }
    return DEFAULT;
  }

  /** Whether connections are encrypted. */
  public boolean encrypts(TlsOptions options) {
    return options.enabled() && this != PLAIN;
  }

  /**
   * Whether a client certificate is requested or required.
   *
   * @param ofOptions the value of {@code ssl_verify_mode}
   */
  public Verification verification(Verification ofOptions) {
    return switch (this) {
      case DEFAULT -> ofOptions;
      case PLAIN, TLS -> Verification.NONE;
      case MUTUAL_TLS -> Verification.REQUIRED;
    };
  }
}
