package dev.memfleet.server.config;

/**
 * Sizes of memcached's buffers: only shown in the settings; the server's own are sized as needed.
 *
 * @param watcherLogBytes of each watcher's log
 * @param workerLogBytes of each thread's log
 * @param readLimitBytes all read buffers together; 0 for no limit
 */
public record BufferOptions(int watcherLogBytes, int workerLogBytes, int readLimitBytes) {}
