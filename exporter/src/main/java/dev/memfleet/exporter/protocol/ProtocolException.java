package dev.memfleet.exporter.protocol;

/** An answer that is not memcached's protocol, or exceeds the limits. */
public final class ProtocolException extends Exception {
  public ProtocolException(String message) {
    super(message, null, false, false);
  }
}
