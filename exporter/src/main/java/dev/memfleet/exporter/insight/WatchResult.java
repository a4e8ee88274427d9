package dev.memfleet.exporter.insight;

import java.util.Optional;

/**
 * The result of a watch window.
 *
 * @param reason why it failed or was refused; empty on success
 * @param report empty when it never began
 */
public record WatchResult(Verdict verdict, String reason, Optional<WatchReport> report) {}
