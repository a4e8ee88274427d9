package dev.memfleet.server.protocol;

/** Acts on decoded requests; replies are its own affair. */
public interface RequestSink {
  /** The connection's first byte has come. */
  void negotiated(boolean binary);

  /** The head of a binary request. */
  Next request(BinaryRequest request);

  /** A complete request line. */
  Next line(RequestLine line);

  /** Bytes that the last {@link Next#DATA} or {@link Next#SWALLOW} asked for. */
  long expected();

  /** A piece of the value that {@link Next#DATA} asked for. */
  void data(long address, int length);

  /** All of the value has been given. */
  Next dataEnd();
}
