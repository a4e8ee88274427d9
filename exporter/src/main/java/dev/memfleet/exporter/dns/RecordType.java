package dev.memfleet.exporter.dns;

/** The record types that can be queried (RFC 1035, 3596, 2782). */
public enum RecordType {
  A(1),
  AAAA(28),
  SRV(33);

  private final int code;

  RecordType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
