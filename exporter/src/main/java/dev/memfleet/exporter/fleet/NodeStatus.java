package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.client.CanaryResult;
import dev.memfleet.exporter.client.FailureReason;
import dev.memfleet.exporter.client.ProbeResult;
import dev.memfleet.exporter.scrape.ScrapeResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Snapshot of all that the agent knows about one node.
 *
 * @param labelNames labels that every series of the node gets
 * @param probe the last connect probe, null before the first one ended
 * @param canary the last canary, null before the first one ended, and for a node without
 * @param certificateExpiry the earliest expiry among the certificates that the node last showed;
 *     null without TLS, and before the first connection
 * @param polls polls since the agent knows the node
 * @param failures failed polls since the agent knows the node; a missing reason is 0
 */
public record NodeStatus(
    List<String> labelNames,
    List<String> labelValues,
    ScrapeResult last,
    @Nullable ProbeResult probe,
    @Nullable CanaryResult canary,
    @Nullable Instant certificateExpiry,
    long polls,
    Map<FailureReason, Long> failures) {

  /** The status of a node that was never polled. */
  public static NodeStatus neverPolled(ScrapeResult result) {
    return new NodeStatus(List.of(), List.of(), result, null, null, null, 0, Map.of());
  }

  /** A copy without labels, for a page of this node alone. */
  public NodeStatus withoutLabels() {
    return withLabels(List.of(), List.of());
  }

  /** A copy with another last result. */
  public NodeStatus withLast(ScrapeResult other) {
    return new NodeStatus(
        labelNames, labelValues, other, probe, canary, certificateExpiry, polls, failures);
  }

  /** A copy whose last result is too old to be shown as the node's state. */
  public NodeStatus expired() {
    return withLast(last.expired());
  }

  /** A copy with other labels. */
  public NodeStatus withLabels(List<String> names, List<String> values) {
    return new NodeStatus(names, values, last, probe, canary, certificateExpiry, polls, failures);
  }
}
