package dev.memfleet.server.config;

/**
 * Sizes of buffers, as unsigned 32-bit numbers.
 *
 * @param watcherLogBytes most bytes of lines that wait for a watcher
 * @param workerLogBytes most bytes of events that wait in a thread
 * @param readLimitBytes most bytes of unfinished requests; 0 for a share of the JVM's memory
 */
public record BufferOptions(int watcherLogBytes, int workerLogBytes, int readLimitBytes) {}
