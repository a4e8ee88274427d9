package dev.memfleet.exporter.discovery;

import dev.memfleet.exporter.protocol.ClusterReply;
import dev.memfleet.exporter.text.Times;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The status of a source.
 *
 * @param isCluster whether it is the configuration endpoint of a cluster
 * @param nodes in its last good answer
 * @param success whether its last answer was good
 * @param lastSuccess when it last gave a good answer; null before the first one
 * @param problems why its last answer was not good, one line each
 * @param failedSince when it first failed after its last good answer; null while it does not
 * @param cluster what the endpoint reported about its cluster; null before its first report
 */
public record SourceStatus(
    String name,
    boolean isCluster,
    int nodes,
    boolean success,
    @Nullable Instant lastSuccess,
    List<String> problems,
    @Nullable Instant failedSince,
    @Nullable ClusterReply cluster) {
  public SourceStatus {
    problems = List.copyOf(problems);
  }

  /** A status without problems. */
  public SourceStatus(
      String name,
      boolean isCluster,
      int nodes,
      boolean success,
      @Nullable Instant lastSuccess,
      @Nullable ClusterReply cluster) {
    this(name, isCluster, nodes, success, lastSuccess, List.of(), null, cluster);
  }

  /** Its failure, as a sentence; empty while it does not fail. */
  public Optional<String> failure() {
    if (failedSince == null || problems.isEmpty()) {
      return Optional.empty();
    }
    String more = problems.size() == 1 ? "" : " (and %d more)".formatted(problems.size() - 1);
    return Optional.of(
        "source %s has failed since %s: %s%s"
            .formatted(name, Times.clock(failedSince), problems.get(0), more));
  }
}
