package dev.memfleet.exporter.dns;

/** A question has no answer, and why. */
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

  /** Whether a server said that the name does not exist. */
  boolean isNoSuchName() {
    return noSuchName;
  }
}
