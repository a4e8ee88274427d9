package dev.memfleet.exporter.self;

import com.sun.net.httpserver.HttpHandler;
import dev.memfleet.exporter.cli.BuildInfo;
import dev.memfleet.exporter.client.FailureReason;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.exporter.HTTPServer.HTTPMetricHandler;
import io.prometheus.client.hotspot.DefaultExports;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;

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
    Gauge.build("memcached_exporter_nodes", "Nodes that the agent watches.")
        .create()
        .setChild(
            new Gauge.Child() {
              @Override
              public double get() {
                return nodes.getAsInt();
              }
            })
        .register(registry);
    buildInfo(build);
    DefaultExports.register(registry);
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
