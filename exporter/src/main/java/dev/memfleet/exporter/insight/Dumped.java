package dev.memfleet.exporter.insight;

import java.util.Optional;

/**
 * The outcome of a dump.
 *
 * @param reason why it was not read; empty when it was
 * @param report empty unless it was read to its end
 * @param sent whether the node was sent the command
 */
public record Dumped(Verdict verdict, String reason, Optional<DumpReport> report, boolean sent) {}
