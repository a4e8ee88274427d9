package dev.memfleet.exporter.discovery;

import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.protocol.ClusterReply;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a source to one query.
 *
 * @param nodes its complete list of nodes
 * @param problems with parts of the answer, for which {@code nodes} has their last good state
 * @param next when to query again
 * @param cluster what an endpoint reported about its cluster
 */
public record Answer(
    List<Target> nodes, List<String> problems, Duration next, @Nullable ClusterReply cluster) {
  public Answer {
    nodes = List.copyOf(nodes);
    problems = List.copyOf(problems);
  }

  public Answer(List<Target> nodes, List<String> problems, Duration next) {
    this(nodes, problems, next, null);
  }
}
