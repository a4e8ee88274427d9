package dev.memfleet.exporter.self;

import com.sun.net.httpserver.HttpHandler;
import dev.memfleet.exporter.cli.BuildInfo;
import dev.memfleet.exporter.client.FailureReason;
import dev.memfleet.exporter.config.ConfigReload;
import dev.memfleet.exporter.discovery.SourceStatus;
import dev.memfleet.exporter.node.Shard;
import dev.memfleet.exporter.web.WebGuard;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.exporter.HTTPServer.HTTPMetricHandler;
import io.prometheus.client.hotspot.DefaultExports;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** What the agent tells of itself: its scrapes, its nodes, its build and its JVM. */
public final class SelfMetrics {
  /** The reason of a scrape that named no target that could be asked. */
  public static final String BAD_TARGET = "bad_target";

  private final CollectorRegistry registry = new CollectorRegistry();
  private final Counter scrapes =
      Counter.build("memcached_exporter_scrapes_total", "Scrapes of single targets.").create();
  private final Counter scrapeErrors =
      Counter.build(
              "memcached_exporter_scrape_errors_total",
              "Failed scrapes of single targets by reason.")
          .labelNames("reason")
          .create();
  private final Gauge inFlight =
      Gauge.build("promhttp_metric_handler_requests_in_flight", "Scrapes that are being served.")
          .register(registry);
  private final Counter requests =
      Counter.build("promhttp_metric_handler_requests_total", "Scrapes served by HTTP status code.")
          .labelNames("code")
          .create();

  public SelfMetrics(BuildInfo build, IntSupplier nodes) {
    for (Counter counter : List.of(scrapes, scrapeErrors, requests)) {
      registry.register(new WithoutCreated(counter));
    }
    for (FailureReason reason : FailureReason.values()) {
      scrapeErrors.labels(reason.label());
    }
    scrapeErrors.labels(BAD_TARGET);
    for (String code : new String[] {"200", "500", "503"}) {
      requests.labels(code);
    }
    gauge("memcached_exporter_nodes", "Nodes that the agent watches.", nodes::getAsInt);
    buildInfo(build);
    registry.register(new WithoutCreated(jvm()));
  }

  private static Collector jvm() {
    CollectorRegistry jvm = new CollectorRegistry();
    DefaultExports.register(jvm);
    return new Collector() {
      @Override
      public List<MetricFamilySamples> collect() {
        return Collections.list(jvm.metricFamilySamples());
      }
    };
  }

  private void gauge(String name, String help, DoubleSupplier value) {
    Gauge.build(name, help)
        .create()
        .setChild(
            new Gauge.Child() {
              @Override
              public double get() {
                return value.getAsDouble();
              }
            })
        .register(registry);
  }

  /** Tells of the sources of nodes. */
  public void addSources(Supplier<List<SourceStatus>> sources) {
    registry.register(new SourcesCollector(sources));
  }

  /** Tells which part of the nodes the agent polls. */
  public void addShard(Shard shard) {
    gauge(
        "memcached_exporter_shard_index",
        "Which part of the nodes the agent polls, from 0.",
        shard::index);
    gauge(
        "memcached_exporter_shard_total",
        "Among how many agents the nodes are shared.",
        shard::total);
  }

  /** Tells of the configuration file. */
  public void addReloads(ConfigReload reload) {
    addReloads("memcached_exporter_config", "configuration", reload);
  }

  /** Tells of the web config file and of those that it keeps out. */
  public void addWebConfig(ConfigReload reload, WebGuard guard) {
    addReloads("memcached_exporter_web_config", "web config", reload);
    registry.register(new WebCollector(guard));
  }

  private void addReloads(String prefix, String file, ConfigReload reload) {
    gauge(
        prefix + "_last_reload_successful",
        "1 if the %s file was good when it was last read, else 0.".formatted(file),
        () -> reload.successful() ? 1 : 0);
    gauge(
        prefix + "_last_reload_success_timestamp_seconds",
        "When a good %s file was last read, as Unix time.".formatted(file),
        () -> reload.lastSuccess().toEpochMilli() / 1000.0);
  }

  private void buildInfo(BuildInfo build) {
    Gauge.build("memcached_exporter_build_info", "The agent's build and runtime, constant 1.")
        .labelNames("branch", "goarch", "goos", "goversion", "revision", "tags", "version")
        .register(registry)
        .labels(
            build.branch(),
            System.getProperty("os.arch"),
            System.getProperty("os.name").toLowerCase(Locale.ROOT),
            "java" + Runtime.version().feature(),
            build.revision(),
            "unknown",
            build.version())
        .set(1);
  }

  /** The metrics as simpleclient's registry. */
  public CollectorRegistry registry() {
    return registry;
  }

  /** Answers with these metrics alone. */
  public HttpHandler handler() {
    return new HTTPMetricHandler(registry);
  }

  /** Counts a scrape of a single target. */
  public void scraped() {
    scrapes.inc();
  }

  /** Counts a scrape of a single target that failed. */
  public void scrapeFailed(String reason) {
    scrapeErrors.labels(reason).inc();
  }

  /** Counts the begin of a scrape of any page. */
  public void pageBegun() {
    inFlight.inc();
  }

  /** Counts the end of a scrape of any page. */
  public void pageEnded(int code) {
    inFlight.dec();
    requests.labels(Integer.toString(code)).inc();
  }

  /** Counts a scrape of any page that was turned away. */
  public void pageRefused(int code) {
    requests.labels(Integer.toString(code)).inc();
  }
}
