package dev.memfleet.server.config;

/**
 * How connections are encrypted.
 *
 * @param enabled whether TLS is on ({@code -Z})
 * @param chain file of the server's certificate and those between it and its authority, in PEM
 * @param key file of its private key, in PEM; may be the same
 * @param verification whether clients must show a certificate
 * @param authorities file of those that sign clients' certificates, in PEM; empty for none
 * @param ciphers cipher suites up to TLS 1.2, separated by colons; empty for the JVM's
 * @param writeBufferBytes most bytes of replies that are encrypted together
 * @param sessionCache whether sessions are cached, for clients without tickets
 * @param minVersion minor version of TLS at least
 */
public record TlsOptions(
    boolean enabled,
    String chain,
    String key,
    Verification verification,
    String authorities,
    String ciphers,
    int writeBufferBytes,
    boolean sessionCache,
    int minVersion) {

  /** Whether a client's certificate is asked for and required: {@code -o ssl_verify_mode}. */
  public enum Verification {
    NONE(0),
    /** A certificate is verified if the client shows one. */
    OPTIONAL(1),
    REQUIRED(3),
    /** As required; a connection is verified once in any case. */
    REQUIRED_ONCE(7);

    private final int mask;

    Verification(int mask) {
      this.mask = mask;
    }

    /** Whether clients without a certificate are refused. */
    public boolean isDemand() {
      return mask > OPTIONAL.mask;
    }

    /** The number in {@code stats settings}. */
    public int mask() {
      return mask;
    }
  }
}
