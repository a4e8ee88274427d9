package dev.memfleet.exporter.insight;

import java.util.Optional;

/**
 * The outcome of a window.
 *
 * @param reason why it was not completed; empty when it was
 * @param report empty when it never began
 */
public record Watched(Verdict verdict, String reason, Optional<WatchReport> report) {}
