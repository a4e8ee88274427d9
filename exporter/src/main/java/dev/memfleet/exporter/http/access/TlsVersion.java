package dev.memfleet.exporter.http.access;

/** Versions of TLS, oldest first. */
public enum TlsVersion {
  TLS10("TLSv1"),
  TLS11("TLSv1.1"),
  TLS12("TLSv1.2"),
  TLS13("TLSv1.3");

  private final String protocol;

  TlsVersion(String protocol) {
    this.protocol = protocol;
  }

  /** The JVM's name for it. */
  public String protocol() {
    return protocol;
  }
}
