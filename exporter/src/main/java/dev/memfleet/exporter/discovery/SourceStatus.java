package dev.memfleet.exporter.discovery;

import dev.memfleet.exporter.protocol.ClusterReply;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a source does.
 *
 * @param isCluster whether it is the configuration endpoint of a cluster
 * @param nodes in its last good answer
 * @param success whether its last answer was good
 * @param lastSuccess when it last gave a good answer; null before the first one
 * @param problems why its last answer was not good, a line each
 * @param cluster what the endpoint said of its cluster; null before it has
 */
public record SourceStatus(
    String name,
    boolean isCluster,
    int nodes,
    boolean success,
    @Nullable Instant lastSuccess,
    List<String> problems,
    @Nullable ClusterReply cluster) {
  public SourceStatus {
    problems = List.copyOf(problems);
  }

  /** One without problems to show. */
  public SourceStatus(
      String name,
      boolean isCluster,
      int nodes,
      boolean success,
      @Nullable Instant lastSuccess,
      @Nullable ClusterReply cluster) {
    this(name, isCluster, nodes, success, lastSuccess, List.of(), cluster);
  }
}
