package dev.memfleet.exporter.dashboards;

import dev.memfleet.exporter.catalog.Catalog;
import dev.memfleet.exporter.catalog.Metric;
import dev.memfleet.exporter.cli.BuildInfo;
import dev.memfleet.exporter.config.ConfigReload;
import dev.memfleet.exporter.http.access.WebGuard;
import dev.memfleet.exporter.node.Shard;
import dev.memfleet.exporter.scrape.NodeMetric;
import dev.memfleet.exporter.scrape.NodeMetrics;
import dev.memfleet.exporter.self.ProcessMetrics;
import dev.memfleet.exporter.self.SelfMetrics;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Every metric that a dashboard or a rule may name. */
public final class KnownMetrics {
  /** Prometheus' own about a scrape. */
  private static final Set<String> OF_PROMETHEUS = Set.of("up", "scrape_duration_seconds");

  private static final Set<String> NAMES = names();

  private KnownMetrics() {}

  public static boolean exists(String name) {
    return NAMES.contains(name);
  }

  private static Set<String> names() {
    Set<String> names = new HashSet<>(OF_PROMETHEUS);
    Catalog.ALL.metrics().stream().map(Metric::name).forEach(names::add);
    NodeMetrics.TABLE.stream().map(NodeMetric::name).forEach(names::add);
    names.addAll(ProcessMetrics.names());
    SelfMetrics self = new SelfMetrics(BuildInfo.current(), () -> 0);
    self.addSources(List::of);
    self.addShard(Shard.WHOLE);
    self.addReloads(
        new ConfigReload(Path.of("fleet.yml"), Set.of(), config -> {}, Clock.systemUTC()));
    self.addWebConfig(new ConfigReload(Path.of("web.yml"), reading -> {}, Clock.systemUTC()));
    new WebGuard().addTo(self);
    Collections.list(self.registry().metricFamilySamples()).stream()
        .flatMap(family -> Stream.of(family.getNames()))
        .forEach(names::add);
    return Set.copyOf(names);
  }
}
