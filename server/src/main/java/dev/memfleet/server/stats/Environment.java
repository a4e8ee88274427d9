package dev.memfleet.server.stats;

/**
 * What the server is and runs on.
 *
 * @param version as told to clients
 * @param transport io_uring, epoll or nio
 * @param eventLibrary name and version of what waits for sockets
 * @param reservedDescriptors descriptors not available to connections
 */
public record Environment(
    String version, String transport, String eventLibrary, int reservedDescriptors) {}
