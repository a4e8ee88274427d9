package dev.memfleet.server.config;

/**
 * The options of TLS.
 *
 * @param enabled whether TLS is on ({@code -Z})
 * @param chain PEM file with the server's certificate and its intermediate certificates
 * @param key PEM file with the private key; empty if {@code chain} contains it
 * @param verification whether client certificates are requested or required
 * @param authorities PEM file with the CAs that sign client certificates; empty for none
 * @param ciphers cipher suites up to TLS 1.2, separated by colons; empty for the library's defaults
 * @param writeBufferBytes most bytes of replies in one TLS record
 * @param sessionCache whether sessions are cached, for clients that do not use session tickets
 * @param minVersion the oldest accepted version, as the minor number: 2 for TLS 1.2
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

  /** Whether a client certificate is requested or required: {@code -o ssl_verify_mode}. */
  public enum Verification {
    NONE(0),
    /** Requested, and verified if the client sends one. */
    OPTIONAL(1),
    REQUIRED(3),
    /** The same as {@link #REQUIRED}: this server verifies a connection only once. */
    REQUIRED_ONCE(7);

    private final int mask;

    Verification(int mask) {
      this.mask = mask;
    }

    /** Whether clients without a certificate are refused. */
    public boolean requiresCertificate() {
      return mask > OPTIONAL.mask;
    }

    /** The bit mask that {@code stats settings} prints, as in OpenSSL. */
    public int mask() {
      return mask;
    }
  }
}
