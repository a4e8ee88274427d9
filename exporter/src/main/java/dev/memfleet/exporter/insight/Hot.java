package dev.memfleet.exporter.insight;

/**
 * A hot key or prefix of a window.
 *
 * @param name as keys are shown; empty for the keys without a prefix
 * @param share upper bound of its share of all gets, or of all bytes sent
 * @param shareAtLeast lower bound of the share
 * @param perSecond gets or bytes per second of that share
 * @param connections estimated number of connections that requested it
 */
public record Hot(
    String name, double share, double shareAtLeast, double perSecond, int connections) {}
