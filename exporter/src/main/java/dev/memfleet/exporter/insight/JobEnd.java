package dev.memfleet.exporter.insight;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The outcome of a job.
 *
 * @param lines that a watched node sent
 * @param dumped whether the node was sent the command for a dump
 * @param change updates the results of the node at a given time
 */
record JobEnd(
    Verdict verdict,
    String reason,
    long lines,
    boolean dumped,
    BiFunction<NodeInsight, Instant, NodeInsight> change) {
  static JobEnd of(WatchResult watched) {
    return new JobEnd(
        watched.verdict(),
        watched.reason(),
        watched.report().map(WatchReport::lines).orElse(0L),
        false,
        (before, at) -> before.ended(watched, at));
  }

  static JobEnd of(DumpResult dumped) {
    return new JobEnd(
        dumped.verdict(),
        dumped.reason(),
        0,
        dumped.sent(),
        (before, at) -> before.ended(dumped, at));
  }

  /** The outcome after a bug in the agent. */
  static JobEnd failed(JobKind kind) {
    String reason = "internal error of the agent";
    return switch (kind) {
      case WATCH -> of(new WatchResult(Verdict.FAILED, reason, Optional.empty()));
      case DUMP -> of(new DumpResult(Verdict.FAILED, reason, Optional.empty(), true));
    };
  }
}
