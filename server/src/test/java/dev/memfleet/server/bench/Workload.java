package dev.memfleet.server.bench;

/**
 * What the connections ask for.
 *
 * @param connections number of connections
 * @param inFlight requests each connection keeps unanswered
 * @param getPercent share of gets, the rest are sets
 * @param keysPerGet keys of one get
 * @param valueBytes size of every value
 * @param keys number of distinct keys, all present before the load begins
 * @param encoding of the requests
 * @param tls whether the connections use TLS
 */
record Workload(
    int connections,
    int inFlight,
    int getPercent,
    int keysPerGet,
    int valueBytes,
    int keys,
    Encoding encoding,
    boolean tls) {
  Workload {
    if (connections < 1 || inFlight < 1 || keysPerGet < 1 || valueBytes < 1 || keys < 1) {
      throw new IllegalArgumentException("sizes must be positive");
    }
    if (getPercent < 0 || getPercent > 100) {
      throw new IllegalArgumentException("getPercent must be 0 to 100");
    }
  }

  /** In text, without TLS. */
  Workload(
      int connections, int inFlight, int getPercent, int keysPerGet, int valueBytes, int keys) {
    this(connections, inFlight, getPercent, keysPerGet, valueBytes, keys, Encoding.TEXT, false);
  }

  /** 50 connections, 90 % gets of values of 100 bytes. */
  static Workload mostlyGets(int inFlight) {
    return new Workload(50, inFlight, 90, 1, 100, 10_000);
  }

  Workload inBinary() {
    return new Workload(
        connections, inFlight, getPercent, keysPerGet, valueBytes, keys, Encoding.BINARY, tls);
  }

  Workload overTls() {
    return new Workload(
        connections, inFlight, getPercent, keysPerGet, valueBytes, keys, encoding, true);
  }
}
