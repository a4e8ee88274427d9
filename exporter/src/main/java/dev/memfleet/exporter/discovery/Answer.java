package dev.memfleet.exporter.discovery;

import dev.memfleet.exporter.target.Target;
import java.time.Duration;
import java.util.List;

/**
 * What a source found when it was asked.
 *
 * @param problems with parts of it, for which {@code nodes} has their last good state
 * @param next when to ask again
 */
record Answer(List<Target> nodes, List<String> problems, Duration next) {}
