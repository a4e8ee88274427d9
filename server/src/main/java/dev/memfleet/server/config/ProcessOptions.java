package dev.memfleet.server.config;

/**
 * The process around the cache.
 *
 * @param verbosity 0 to 3
 * @param pidFile where to write the process id; empty for nowhere
 * @param portFile where to write the bound ports; empty for nowhere
 * @param clusterFile what to answer {@code config get cluster} with; empty for nothing
 */
public record ProcessOptions(int verbosity, String pidFile, String portFile, String clusterFile) {}
