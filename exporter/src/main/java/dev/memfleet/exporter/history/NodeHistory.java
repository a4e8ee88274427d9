package dev.memfleet.exporter.history;

import dev.memfleet.exporter.catalog.Reading;
import dev.memfleet.exporter.client.FailureReason;
import dev.memfleet.exporter.scrape.ScrapeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The history of one node: since when it is up or down, its last failures, its current rates, and
 * the points of its plots. Times without data are gaps: the node was down, its counters were reset,
 * or polls were missed. Written by the event loop that polls; reads are thread-safe.
 */
public final class NodeHistory {
  private static final int MAX_FAILURES = 10;

  private Points points = new Points();
  private double[] latest = Totals.none();
  private @Nullable Totals lastPoll;
  private @Nullable Totals lastPoint;
  private boolean failedSincePoint;
  private boolean endsInGap = true;
  private @Nullable Instant since;
  private boolean up;
  private @Nullable Deque<Failure> failures;
  private Retention retention = Retention.of(Duration.ZERO, Duration.ZERO);

  /** Adds the result of a poll; ignores one that says nothing about the node. */
  public synchronized void add(ScrapeResult result, Retention kept) {
    retention = kept;
    if (!result.asked()) {
      return;
    }
    if (since == null || up != result.up()) {
      since = result.at();
      up = result.up();
    }
    if (kept.isOff() || (lastPoint != null && result.at().toEpochMilli() < lastPoint.atMillis)) {
      forgetPoints();
    }
    Reading reading = result.reading();
    FailureReason reason = result.failure();
    if (reading != null) {
      answered(new Totals(result.at().toEpochMilli(), reading, result.duration()));
    } else if (reason != null) {
      failed(new Failure(result.at(), reason, result.message()));
    }
  }

  /** Drops all points: history is off, or this machine's clock was set back. */
  private void forgetPoints() {
    points = new Points();
    lastPoint = null;
    endsInGap = true;
  }

  private void failed(Failure failure) {
    Deque<Failure> all = failures;
    if (all == null) {
      all = new ArrayDeque<>(2);
      failures = all;
    }
    if (all.size() == MAX_FAILURES) {
      all.removeLast();
    }
    all.addFirst(failure);
    latest = Totals.none();
    lastPoll = null;
    failedSincePoint = true;
    if (!retention.isOff() && !endsInGap && isNextPoint(failure.at().toEpochMilli())) {
      gap(failure.at().toEpochMilli());
    }
  }

  private boolean isNextPoint(long atMillis) {
    return lastPoint == null || retention.isNextPoint(atMillis - lastPoint.atMillis);
  }

  private void gap(long atMillis) {
    points.add(atMillis, Totals.none());
    endsInGap = true;
    lastPoint = null;
  }

  private void answered(Totals now) {
    Totals last = lastPoll;
    latest = last != null && isKnownSince(last, now) ? now.since(last) : now.withoutRates();
    lastPoll = now;
    if (retention.isOff() || !isNextPoint(now.atMillis)) {
      return;
    }
    Totals before = lastPoint;
    boolean known = before != null && isKnownSince(before, now);
    if (before != null && !known && !endsInGap) {
      gap(before.atMillis + 1000);
    }
    points.add(
        now.atMillis,
        before != null && known && !failedSincePoint ? now.since(before) : now.withoutRates());
    lastPoint = now;
    failedSincePoint = false;
    endsInGap = false;
  }

  private boolean isKnownSince(Totals before, Totals now) {
    return now.atMillis - before.atMillis <= retention.gap().toMillis();
  }

  /** The rates between the last two polls, and the values of the last one; NaN where unknown. */
  public synchronized double latest(HistorySeries series) {
    return latest[series.column()];
  }

  /** The points of the retention time. */
  public synchronized HistorySnapshot past(Instant now) {
    return past(now, retention.length());
  }

  /** The points of the last period of this length, if kept. */
  public synchronized HistorySnapshot past(Instant now, Duration length) {
    return points.since(now.minus(length).getEpochSecond());
  }

  /** When it went up or down; null before the first poll. */
  public synchronized @Nullable Instant since() {
    return since;
  }

  /** The last failed polls, the newest first. */
  public synchronized List<Failure> failures() {
    return failures == null ? List.of() : List.copyOf(failures);
  }

  /** How much history is kept. */
  public synchronized Retention retention() {
    return retention;
  }

  int bytes() {
    return points.bytes();
  }
}
