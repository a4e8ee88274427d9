package dev.memfleet.exporter.insight;

import java.util.Optional;

/**
 * How a window ended.
 *
 * @param reason why it was not all done; empty when it was
 * @param report empty when it never began
 */
public record Watched(Verdict verdict, String reason, Optional<WatchReport> report) {}
