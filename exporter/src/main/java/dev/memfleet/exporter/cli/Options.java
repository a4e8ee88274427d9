package dev.memfleet.exporter.cli;

import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Shard;
import dev.memfleet.exporter.node.TlsSettings;
import dev.memfleet.exporter.protocol.Section;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything the flags say.
 *
 * @param memcachedAddress the node of {@code /metrics}; empty for none, which is the default when
 *     there is a configuration file
 * @param memcachedTimeout one deadline for everything asked of a node; a millisecond or more
 * @param pidFile of the memcached process whose process metrics to show
 * @param tls how TLS is spoken with nodes that have no profile of their own; empty where it isn't
 * @param collectorSwitches only the collectors that a flag names
 * @param shard the nodes to poll
 */
public record Options(
    Optional<NodeAddress> memcachedAddress,
    Duration memcachedTimeout,
    Optional<Path> pidFile,
    Optional<TlsSettings> tls,
    WebOptions web,
    Map<Section, Boolean> collectorSwitches,
    Shard shard,
    LogLevel logLevel,
    LogFormat logFormat,
    Optional<Path> configFile) {

  static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);

  public Options {
    if (memcachedTimeout.compareTo(SHORTEST_TIMEOUT) < 0) {
      throw new IllegalArgumentException("timeout " + memcachedTimeout);
    }
    collectorSwitches = Map.copyOf(collectorSwitches);
  }

  /** The sections to ask for when there is no configuration file. */
  public Set<Section> collectors() {
    return collectors(EnumSet.allOf(Section.class));
  }

  /** The sections to ask for: what the file says, unless a flag says otherwise. */
  public Set<Section> collectors(Set<Section> configured) {
    Set<Section> sections = EnumSet.noneOf(Section.class);
    for (Section section : Section.values()) {
      if (collectorSwitches.getOrDefault(section, configured.contains(section))) {
        sections.add(section);
      }
    }
    return Collections.unmodifiableSet(sections);
  }
}
