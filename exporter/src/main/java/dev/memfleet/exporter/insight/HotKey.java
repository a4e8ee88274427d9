package dev.memfleet.exporter.insight;

/**
 * A hot key or prefix of a window.
 *
 * @param name as keys are shown; empty for the keys without a prefix
 * @param share upper bound of its share of all gets, or of all bytes sent
 * @param minShare lower bound of the share
 * @param perSecond gets or bytes per second of that share
 * @param connections estimated number of connections that requested it
 */
public record HotKey(
    String name, double share, double minShare, double perSecond, int connections) {}
