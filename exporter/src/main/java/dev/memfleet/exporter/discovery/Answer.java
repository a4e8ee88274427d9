package dev.memfleet.exporter.discovery;

import dev.memfleet.exporter.target.Target;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a source found when it was asked.
 *
 * @param nodes all that it has now
 * @param problems with parts of the answer, for which {@code nodes} has their last good state
 * @param next when to ask again
 * @param version of the configuration of a cluster
 */
record Answer(List<Target> nodes, List<String> problems, Duration next, OptionalLong version) {
  Answer {
    nodes = List.copyOf(nodes);
    problems = List.copyOf(problems);
  }

  Answer(List<Target> nodes, List<String> problems, Duration next) {
    this(nodes, problems, next, OptionalLong.empty());
  }
}
