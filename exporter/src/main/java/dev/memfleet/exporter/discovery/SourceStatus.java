package dev.memfleet.exporter.discovery;

import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How a source does.
 *
 * @param cluster whether it is the configuration endpoint of a cluster
 * @param nodes in its last good answer
 * @param success whether its last answer was good
 * @param lastSuccess when it last gave a good answer; null before the first one
 * @param version of a cluster's configuration, once it is known
 */
public record SourceStatus(
    String name,
    boolean cluster,
    int nodes,
    boolean success,
    @Nullable Instant lastSuccess,
    OptionalLong version) {}
