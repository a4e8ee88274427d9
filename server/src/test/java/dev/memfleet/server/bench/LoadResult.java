package dev.memfleet.server.bench;

/**
 * What a load run measured.
 *
 * @param perSecond requests answered a second
 * @param p50Micros median latency
 * @param p99Micros 99th percentile of latency
 * @param maxMicros longest latency
 * @param cpuMicrosPerRequest the server's CPU time for a request
 */
record LoadResult(
    double perSecond,
    double p50Micros,
    double p99Micros,
    double maxMicros,
    double cpuMicrosPerRequest) {}
