package dev.memfleet.exporter.http.server;

import java.time.Duration;

/**
 * Limits for one client of the listeners.
 *
 * @param connections open at the same time; at the limit, one is closed for a further one
 * @param requestTime from connecting to the end of the first head, and from a head to the end of
 *     its body
 * @param idleTime that a connection is kept for its next request
 * @param writeTime minimum time for a client to take a part of an answer
 * @param pageTime for the whole of one answer
 */
public record Limits(
    int connections,
    Duration requestTime,
    Duration idleTime,
    Duration writeTime,
    Duration pageTime) {
  /** Bytes of the request line; the headers may have as many again. */
  static final int HEAD_BYTES = 16 * 1024;

  static final int HEADERS = 100;
  static final int BODY_BYTES = 64 * 1024;
  static final int MIN_BYTES_PER_SECOND = 8 * 1024;

  /** Memory per connection: an idle one takes 8 KiB, one with an incomplete head up to 60 KiB. */
  private static final int MEMORY_BYTES = 128 * 1024;

  private static final String PROPERTY = "memfleet.web.request-time";
  private static final Duration REQUEST_TIME = Duration.ofSeconds(10);

  /**
   * The limits of a process; {@code -Dmemfleet.web.request-time=PT2S} scales its times.
   *
   * @param descriptors for connections; a small heap or small direct memory lowers the number
   */
  public static Limits ofProcess(int descriptors) {
    long memory = Math.min(Runtime.getRuntime().maxMemory(), VertxInternals.directMemory());
    String time = System.getProperty(PROPERTY);
    return of(
        (int) Math.min(descriptors, memory / MEMORY_BYTES),
        time == null ? REQUEST_TIME : Duration.parse(time));
  }

  private static Limits of(int connections, Duration requestTime) {
    return new Limits(
        connections,
        requestTime,
        requestTime.multipliedBy(15).dividedBy(2),
        requestTime.dividedBy(10),
        requestTime.multipliedBy(10));
  }

  /** Limit of unanswered requests over all connections, beyond which pipelining is refused. */
  int pipelined() {
    return 4 * connections;
  }

  /** The time that a client may take for a number of bytes. */
  Duration writing(int bytes) {
    return writeTime.plusMillis(bytes * 1000L / MIN_BYTES_PER_SECOND);
  }
}
