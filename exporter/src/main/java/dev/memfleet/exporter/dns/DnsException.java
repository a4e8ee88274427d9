package dev.memfleet.exporter.dns;

/** A failed DNS query, with the reason. */
public final class DnsException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean noSuchName;

  private DnsException(String message, boolean noSuchName) {
    super(message, null, false, false);
    this.noSuchName = noSuchName;
  }

  static DnsException of(String message) {
    return new DnsException(message, false);
  }

  static DnsException noSuchName(String name) {
    return new DnsException(name + ": no such name", true);
  }

  /** Whether a server answered that the name does not exist (NXDOMAIN). */
  boolean isNoSuchName() {
    return noSuchName;
  }
}
