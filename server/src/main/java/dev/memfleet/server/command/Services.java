package dev.memfleet.server.command;

import dev.memfleet.server.stats.ServerStats;
import dev.memfleet.server.stats.Settings;
import dev.memfleet.server.stats.StatsReport;
import dev.memfleet.server.store.Store;

/**
 * What all workers share.
 *
 * @param version as told to clients
 * @param stop ends the server
 */
public record Services(
    String version,
    Settings settings,
    Store store,
    ServerStats stats,
    StatsReport report,
    Runnable stop) {}
