package dev.memfleet.exporter.insight;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Snapshot of the jobs and results of one node.
 *
 * @param allowed whether the configuration allows jobs on it
 * @param running the job in progress, if any
 * @param progress of that, from 0 to 1; NaN when nothing runs
 * @param last how the last window ended, if there was one
 * @param endedAt when
 * @param dump how the last dump ended, if there was one
 * @param dumpedAt when
 * @param recommendations from the reports of both, the greatest gain first
 */
public record NodeInsight(
    boolean allowed,
    Optional<JobKind> running,
    double progress,
    Optional<WatchResult> last,
    @Nullable Instant endedAt,
    Optional<DumpResult> dump,
    @Nullable Instant dumpedAt,
    List<Recommendation> recommendations) {
  static final NodeInsight EMPTY =
      new NodeInsight(
          false,
          Optional.empty(),
          Double.NaN,
          Optional.empty(),
          null,
          Optional.empty(),
          null,
          List.of());

  public NodeInsight {
    recommendations = List.copyOf(recommendations);
  }

  public boolean isRunning() {
    return running.isPresent();
  }

  /** The report of the last window that started. */
  public Optional<WatchReport> report() {
    return last.flatMap(WatchResult::report);
  }

  /** The report of the last complete dump. */
  public Optional<DumpReport> dumpReport() {
    return dump.flatMap(DumpResult::report);
  }

  NodeInsight allowed(boolean now) {
    return new NodeInsight(now, running, progress, last, endedAt, dump, dumpedAt, recommendations);
  }

  NodeInsight running(JobKind kind, double part) {
    return new NodeInsight(
        allowed, Optional.of(kind), part, last, endedAt, dump, dumpedAt, recommendations);
  }

  private NodeInsight with(
      Optional<WatchResult> watched,
      @Nullable Instant watchedAt,
      Optional<DumpResult> dumped,
      @Nullable Instant at) {
    return new NodeInsight(
        allowed,
        Optional.empty(),
        Double.NaN,
        watched,
        watchedAt,
        dumped,
        at,
        Recommendation.of(
            watched.flatMap(WatchResult::report), dumped.flatMap(DumpResult::report)));
  }

  /** A copy after a window; a report is kept until there is a newer one. */
  NodeInsight ended(WatchResult watched, Instant at) {
    Optional<WatchReport> result = watched.report().or(this::report);
    WatchResult kept = new WatchResult(watched.verdict(), watched.reason(), result);
    return with(Optional.of(kept), at, dump, dumpedAt);
  }

  /** A copy after a dump; a report is kept until there is a newer one. */
  NodeInsight ended(DumpResult dumped, Instant at) {
    Optional<DumpReport> result = dumped.report().or(this::dumpReport);
    DumpResult kept = new DumpResult(dumped.verdict(), dumped.reason(), result, dumped.sent());
    return with(last, endedAt, Optional.of(kept), at);
  }

  /** A copy without older results. */
  NodeInsight notOlderThan(Instant watchedAfter, Instant dumpedAfter) {
    boolean watchHolds =
        report().isEmpty() || report().filter(one -> one.at().isAfter(watchedAfter)).isPresent();
    boolean dumpHolds =
        dumpReport().isEmpty()
            || dumpReport().filter(one -> one.at().isAfter(dumpedAfter)).isPresent();
    return watchHolds && dumpHolds
        ? this
        : with(
            watchHolds ? last : Optional.empty(),
            endedAt,
            dumpHolds ? dump : Optional.empty(),
            dumpedAt);
  }
}
