package dev.memfleet.server.config;

/**
 * How large memcached would make its buffers: shown in the settings, while the server's own are
 * sized as needed.
 *
 * @param watcherLogBytes of each watcher's log
 * @param workerLogBytes of each thread's log
 * @param readLimitBytes all read buffers together; 0 is without limit
 */
public record BufferOptions(int watcherLogBytes, int workerLogBytes, int readLimitBytes) {}
