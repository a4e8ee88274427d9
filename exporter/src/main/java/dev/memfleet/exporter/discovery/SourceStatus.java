package dev.memfleet.exporter.discovery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a source does.
 *
 * @param nodes in its last good answer
 * @param success whether its last answer was good
 * @param lastSuccess when it last gave a good answer; null before the first one
 */
public record SourceStatus(
    String name, int nodes, boolean success, @Nullable Instant lastSuccess) {}
