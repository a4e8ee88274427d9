package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.client.FailureReason;
import dev.memfleet.exporter.client.NodeClient;
import dev.memfleet.exporter.scrape.ScrapeRequest;
import dev.memfleet.exporter.scrape.ScrapeResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * One poll of a node, which times out only if the node was slow. When the agent itself was late
 * (cold start, no CPU), an answer may lie unread when the deadline passes, so the poll is retried.
 * The last result counts if the node itself had most of the timeout, summed over all attempts.
 * Otherwise a failed poll says nothing about the node.
 *
 * <p>Confined to the event loop of the {@link Sockets}.
 */
final class FairPoll {
  private static final int MAX_ATTEMPTS = 3;
  private static final Set<FailureReason> OUT_OF_TIME =
      EnumSet.of(FailureReason.TIMEOUT, FailureReason.DNS, FailureReason.TLS);

  private final Polling polling;
  private final NodeClient client;
  private final ScrapeRequest wanted;
  private final Duration timeout;
  private Duration nodeHad = Duration.ZERO;
  private int attempts;

  FairPoll(Polling polling, NodeClient client, ScrapeRequest wanted, Duration timeout) {
    this.polling = polling;
    this.client = client;
    this.wanted = wanted;
    this.timeout = timeout;
  }

  /** A failed future is a bug in the agent. */
  Future<ScrapeResult> ask() {
    attempts++;
    Lateness lateness = polling.lateness();
    return polling
        .scraper()
        .scrape(client, wanted, timeout)
        .compose(result -> retryIfLate(result, lateness));
  }

  private Future<ScrapeResult> retryIfLate(ScrapeResult result, Lateness lateness) {
    if (!mayBeOutOfTime(result) || !lateness.mayHaveCausedTimeout(timeout)) {
      return Future.succeededFuture(result);
    }
    nodeHad = nodeHad.plus(result.duration()).minus(lateness.increase());
    if (nodeHad.compareTo(Lateness.maxFor(timeout)) >= 0) {
      return Future.succeededFuture(result);
    }
    if (attempts < MAX_ATTEMPTS) {
      return ask();
    }
    return Future.succeededFuture(
        result.up() ? result : ScrapeResult.notAsked(lateness.text(timeout), wanted.collectors()));
  }

  /** Includes nodes that are up: some of their answers may have timed out. */
  private static boolean mayBeOutOfTime(ScrapeResult result) {
    FailureReason failure = result.failure();
    return failure == null
        ? !result.sections().stream().allMatch(result::success)
        : OUT_OF_TIME.contains(failure);
  }
}
