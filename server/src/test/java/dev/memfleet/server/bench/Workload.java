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
 */
record Workload(
    int connections, int inFlight, int getPercent, int keysPerGet, int valueBytes, int keys) {
  Workload {
    if (connections < 1 || inFlight < 1 || keysPerGet < 1 || valueBytes < 1 || keys < 1) {
      throw new IllegalArgumentException("sizes must be positive");
    }
    if (getPercent < 0 || getPercent > 100) {
      throw new IllegalArgumentException("getPercent must be 0 to 100");
    }
  }
}
