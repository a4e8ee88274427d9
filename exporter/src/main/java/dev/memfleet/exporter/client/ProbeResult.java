package dev.memfleet.exporter.client;

import java.time.Duration;

/**
 * The outcome of one new connection to a node.
 *
 * @param success whether it was accepted and answered a command
 * @param connect time to open it, or until it failed
 * @param roundTrip time from the command to its answer, zero without success
 */
public record ProbeResult(boolean success, Duration connect, Duration roundTrip) {}
