package dev.memfleet.exporter.insight;

/**
 * A key or a prefix that was asked for often in a window.
 *
 * @param name as keys are shown; empty for the keys without a prefix
 * @param share of all gets, or of all bytes sent; at most this
 * @param shareAtLeast the least that the share may be
 * @param perSecond gets or bytes a second of that share
 * @param connections about how many asked for it
 */
public record Hot(
    String name, double share, double shareAtLeast, double perSecond, int connections) {}
