package dev.memfleet.server.config;

/**
 * Options of the server process: its verbosity, and the files that it writes and reads.
 *
 * @param verbosity number of {@code -v} flags
 * @param pidFile where to write the process id; empty for none
 * @param portFile where to write the bound ports; empty for none
 * @param clusterFile source of the answer to {@code config get cluster}; empty for none
 */
public record ProcessOptions(int verbosity, String pidFile, String portFile, String clusterFile) {}
