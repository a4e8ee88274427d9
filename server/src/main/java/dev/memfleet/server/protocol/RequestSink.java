package dev.memfleet.server.protocol;

/** Acts on decoded requests; replies are its own affair. */
public interface RequestSink {
  /** The connection's first byte is that of a binary request. */
  Next binary();

  /** A complete request line. */
  Next line(RequestLine line);

  /** A piece of the value and its two last bytes that {@link Next#DATA} asked for. */
  void data(long address, int length);

  /** All of the value has been given. */
  Next dataEnd();
}
