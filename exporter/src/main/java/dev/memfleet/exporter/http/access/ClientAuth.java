package dev.memfleet.exporter.http.access;

/** Whether a client certificate is required and verified; names and meanings of Go's crypto/tls. */
public enum ClientAuth {
  NONE("NoClientCert", false, false, false),
  REQUEST("RequestClientCert", true, false, false),
  REQUIRE_ANY("RequireAnyClientCert", true, true, false),
  VERIFY_IF_GIVEN("VerifyClientCertIfGiven", true, false, true),
  REQUIRE_AND_VERIFY("RequireAndVerifyClientCert", true, true, true);

  private final String word;
  private final boolean requested;
  private final boolean required;
  private final boolean verified;

  ClientAuth(String word, boolean requested, boolean required, boolean verified) {
    this.word = word;
    this.requested = requested;
    this.required = required;
    this.verified = verified;
  }

  /** The spelling in the file. */
  public String word() {
    return word;
  }

  public boolean requested() {
    return requested;
  }

  public boolean required() {
    return required;
  }

  /** Whether a certificate must be signed by a trusted authority. */
  public boolean verified() {
    return verified;
  }
}
