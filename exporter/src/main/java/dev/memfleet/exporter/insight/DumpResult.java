package dev.memfleet.exporter.insight;

import java.util.Optional;

/**
 * The result of a dump.
 *
 * @param reason why it failed or was refused; empty on success
 * @param report empty unless it was read to its end
 * @param sent whether the node was sent the command
 */
public record DumpResult(
    Verdict verdict, String reason, Optional<DumpReport> report, boolean sent) {}
