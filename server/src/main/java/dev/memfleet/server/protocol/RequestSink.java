package dev.memfleet.server.protocol;

/** Acts on decoded requests; the decoder does not see its replies. */
public interface RequestSink {
  /** Called at the connection's first byte. */
  void negotiated(boolean binary);

  /** The head of a binary request. */
  Next request(BinaryRequest request);

  /** A complete request line. */
  Next line(RequestLine line);

  /** Bytes that the last {@link Next#DATA} or {@link Next#SWALLOW} asked for. */
  long expected();

  /** A piece of the value that {@link Next#DATA} asked for. */
  void data(long address, int length);

  /** Called when the value is complete. */
  Next dataEnd();
}
