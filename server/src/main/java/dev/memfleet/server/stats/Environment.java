package dev.memfleet.server.stats;

/**
 * What the server is and runs on.
 *
 * @param version of the memcached that is imitated, as clients see it
 * @param release this program's own version
 * @param transport io_uring, epoll or nio
 * @param eventLibrary name and version of what waits for sockets
 * @param reservedDescriptors descriptors not available to connections
 */
public record Environment(
    String version,
    String release,
    String transport,
    String eventLibrary,
    int reservedDescriptors) {}
