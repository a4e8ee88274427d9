package dev.memfleet.exporter.dashboards;

import dev.memfleet.exporter.catalog.Catalog;
import dev.memfleet.exporter.catalog.Metric;
import dev.memfleet.exporter.catalog.MetricType;
import dev.memfleet.exporter.config.ConfigReload;
import dev.memfleet.exporter.discovery.Discovery;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fleet.Fleet;
import dev.memfleet.exporter.fleet.NodeMetric;
import dev.memfleet.exporter.fleet.NodeMetrics;
import dev.memfleet.exporter.fleet.PollConfig;
import dev.memfleet.exporter.fleet.PollRules;
import dev.memfleet.exporter.http.access.WebGuard;
import dev.memfleet.exporter.insight.Insight;
import dev.memfleet.exporter.node.Admission;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.scrape.Scraper;
import dev.memfleet.exporter.self.BuildInfo;
import dev.memfleet.exporter.self.EventLoops;
import dev.memfleet.exporter.self.InternalErrors;
import dev.memfleet.exporter.self.Liveness;
import dev.memfleet.exporter.self.ProcessMetrics;
import dev.memfleet.exporter.self.SelfMetrics;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
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

  /** What the parts of a running agent hand in. */
  private static void register(SelfMetrics self) {
    InternalErrors errors = new InternalErrors();
    try (EventLoop loop = new EventLoop()) {
      PollRules rules =
          new PollRules(
              new Scraper(Catalog.ALL, Set.of(), Clock.systemUTC()),
              PollConfig.DEFAULT,
              null,
              Admission.open(Profile.PLAIN));
      Fleet fleet = new Fleet(loop.vertx(), rules);
      fleet.register(self);
      new Insight(fleet, Clock.systemUTC()).register(self);
      new Discovery(loop.vertx(), Clock.systemUTC(), fleet::watch).register(self);
      errors.register(self);
      EventLoops loops = new EventLoops(loop.vertx(), 1);
      loops.register(self);
      new Liveness(loops, fleet::problem, errors).register(self);
    } catch (TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> series(Metric metric) {
    String name = metric.name();
    return metric.type() == MetricType.GAUGE_HISTOGRAM
        ? List.of(name + "_bucket", name + "_count", name + "_sum")
        : List.of(name);
  }

  private static Set<String> names() {
    Set<String> names = new HashSet<>(OF_PROMETHEUS);
    Catalog.ALL.metrics().forEach(metric -> names.addAll(series(metric)));
    NodeMetrics.TABLE.stream().map(NodeMetric::name).forEach(names::add);
    names.addAll(ProcessMetrics.names());
    SelfMetrics self = new SelfMetrics(BuildInfo.current());
    register(self);
    ConfigReload reload = new ConfigReload(Path.of("f.yml"), reading -> {}, Clock.systemUTC());
    reload.register(self, "memcached_exporter_config", "configuration");
    reload.register(self, "memcached_exporter_web_config", "web config");
    new WebGuard().addTo(self);
    Collections.list(self.registry().metricFamilySamples()).stream()
        .flatMap(family -> Stream.of(family.getNames()))
        .forEach(names::add);
    return Set.copyOf(names);
  }
}
