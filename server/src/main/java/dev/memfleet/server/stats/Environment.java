package dev.memfleet.server.stats;

/**
 * The server's version and its platform.
 *
 * @param version of memcached that the server reports to clients
 * @param release this program's own version
 * @param transport io_uring, epoll or nio
 * @param eventLibrary name and version of the event library
 * @param tlsLibrary boringssl, jdk, or none without TLS
 * @param reservedDescriptors descriptors not available to connections
 */
public record Environment(
    String version,
    String release,
    String transport,
    String eventLibrary,
    String tlsLibrary,
    int reservedDescriptors) {}
