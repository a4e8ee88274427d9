package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.client.FailureReason;
import dev.memfleet.exporter.client.ProbeResult;
import dev.memfleet.exporter.scrape.ScrapeResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the agent knows of one node at one time.
 *
 * @param labelNames labels that every series of the node gets
 * @param probe the last connect probe, null before the first one ended
 * @param certificateExpiry when the first of the certificates ends that the node last showed; null
 *     without TLS, and before the first connection
 * @param polls polls since the agent knows the node
 * @param failures failed polls since the agent knows the node; a missing reason is 0
 */
public record NodeStatus(
    List<String> labelNames,
    List<String> labelValues,
    ScrapeResult last,
    @Nullable ProbeResult probe,
    @Nullable Instant certificateExpiry,
    long polls,
    Map<FailureReason, Long> failures) {

  /** The status of a node that was not asked at all. */
  public static NodeStatus unasked(ScrapeResult result) {
    return new NodeStatus(List.of(), List.of(), result, null, null, 0, Map.of());
  }

  /** The same without labels, for a page of this node alone. */
  public NodeStatus withoutLabels() {
    return withLabels(List.of(), List.of());
  }

  /** The same with another last result. */
  public NodeStatus withLast(ScrapeResult other) {
    return new NodeStatus(
        labelNames, labelValues, other, probe, certificateExpiry, polls, failures);
  }

  /** The same with a last result that is too old to be shown as the node's state. */
  public NodeStatus expired() {
    return withLast(last.expired());
  }

  /** The same with other labels. */
  public NodeStatus withLabels(List<String> names, List<String> values) {
    return new NodeStatus(names, values, last, probe, certificateExpiry, polls, failures);
  }
}
