package dev.memfleet.exporter.self;

import dev.memfleet.exporter.client.FailureReason;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.exporter.common.TextFormat;
import io.prometheus.client.hotspot.DefaultExports;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** The agent's metrics about itself: its scrapes, its nodes, its build and its JVM. */
public final class SelfMetrics {
  /** The failure reason of a scrape without a valid target. */
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

  public SelfMetrics(BuildInfo build) {
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
    buildInfo(build);
    registry.register(new WithoutCreated(jvm()));
  }

  /** The JVM's metrics; its management classes take a while to load, so only a page loads them. */
  private static Collector jvm() {
    return new Collector() {
      private @Nullable CollectorRegistry jvm;

      @Override
      public synchronized List<MetricFamilySamples> collect() {
        if (jvm == null) {
          jvm = new CollectorRegistry();
          DefaultExports.register(jvm);
        }
        return Collections.list(jvm.metricFamilySamples());
      }
    };
  }

  /** Adds a gauge, which has no sample while its value is NaN. */
  public void gauge(String name, String help, DoubleSupplier value) {
    gauges(name, help, List.of(), samples -> samples.add(value.getAsDouble()));
  }

  /** Adds a family of gauges whose samples are reported for each page. */
  public void gauges(String name, String help, List<String> labels, Consumer<Samples> report) {
    registry.register(new ReportedFamily(Collector.Type.GAUGE, name, help, labels, report));
  }

  /**
   * Adds a family of counters whose samples are reported for each page.
   *
   * @param name with {@code _total}
   */
  public void counters(String name, String help, String label, Consumer<Samples> report) {
    registry.register(
        new ReportedFamily(Collector.Type.COUNTER, name, help, List.of(label), report));
  }

  /** Adds a family of counters with any number of labels. */
  public void counters(String name, String help, List<String> labels, Consumer<Samples> report) {
    registry.register(new ReportedFamily(Collector.Type.COUNTER, name, help, labels, report));
  }

  /** Adds a family of gauges whose samples each have their own labels, as nodes have. */
  public void nodeGauges(String name, String help, Consumer<NodeSamples> report) {
    nodeFamily(
        name,
        Collector.Type.GAUGE,
        help,
        samples -> report.accept((value, labels) -> samples.add(sample(name, value, labels))));
  }

  /** Adds a family of histograms, each with its own labels. */
  public void nodeHistograms(String name, String help, Consumer<NodeHistograms> report) {
    nodeFamily(
        name,
        Collector.Type.HISTOGRAM,
        help,
        samples ->
            report.accept(
                (upTo, count, sum, labels) -> {
                  Map<String, String> bucket = new LinkedHashMap<>(labels);
                  upTo.forEach(
                      (bound, below) -> {
                        bucket.put("le", Long.toString(bound));
                        samples.add(sample(name + "_bucket", (double) below, bucket));
                      });
                  bucket.put("le", "+Inf");
                  samples.add(sample(name + "_bucket", (double) count, bucket));
                  samples.add(sample(name + "_sum", sum, labels));
                  samples.add(sample(name + "_count", (double) count, labels));
                }));
  }

  private void nodeFamily(
      String name,
      Collector.Type type,
      String help,
      Consumer<List<MetricFamilySamples.Sample>> report) {
    registry.register(
        new Collector() {
          @Override
          public List<MetricFamilySamples> collect() {
            List<MetricFamilySamples.Sample> samples = new ArrayList<>();
            report.accept(samples);
            return List.of(new MetricFamilySamples(name, type, help, samples));
          }
        });
  }

  private static MetricFamilySamples.Sample sample(
      String name, double value, Map<String, String> labels) {
    return new MetricFamilySamples.Sample(
        name, List.copyOf(labels.keySet()), List.copyOf(labels.values()), value);
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

  /** The content type of the format that an {@code Accept} header asks for. */
  public static String contentType(@Nullable String accept) {
    return TextFormat.chooseContentType(accept);
  }

  /**
   * Writes these metrics alone.
   *
   * @param names of the samples to write; all if empty
   */
  public void write(String contentType, Set<String> names, OutputStream out) throws IOException {
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    TextFormat.writeFormat(contentType, writer, registry.filteredMetricFamilySamples(names));
    writer.flush();
  }

  /** Counts a scrape of a single target. */
  public void scraped() {
    scrapes.inc();
  }

  /** Counts a scrape of a single target that failed. */
  public void scrapeFailed(String reason) {
    scrapeErrors.labels(reason).inc();
  }

  /** Counts the start of a scrape of any page. */
  public void pageBegun() {
    inFlight.inc();
  }

  /** Counts the end of a scrape of any page. */
  public void pageEnded(int code) {
    inFlight.dec();
    requests.labels(Integer.toString(code)).inc();
  }

  /** Counts a rejected scrape of any page. */
  public void pageRefused(int code) {
    requests.labels(Integer.toString(code)).inc();
  }
}
