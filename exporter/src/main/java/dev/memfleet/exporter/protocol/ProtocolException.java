package dev.memfleet.exporter.protocol;

/** A node answered something that is not memcached's protocol, or more than the limits allow. */
public final class ProtocolException extends Exception {
  public ProtocolException(String message) {
    super(message, null, false, false);
  }
}
