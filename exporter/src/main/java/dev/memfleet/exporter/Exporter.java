package dev.memfleet.exporter;

import dev.memfleet.exporter.catalog.Catalog;
import dev.memfleet.exporter.catalog.Family;
import dev.memfleet.exporter.cli.BuildInfo;
import dev.memfleet.exporter.cli.CommandLine;
import dev.memfleet.exporter.cli.Exit;
import dev.memfleet.exporter.cli.ListenAddress;
import dev.memfleet.exporter.cli.Logging;
import dev.memfleet.exporter.cli.Options;
import dev.memfleet.exporter.cli.WebOptions;
import dev.memfleet.exporter.config.Config;
import dev.memfleet.exporter.config.ConfigException;
import dev.memfleet.exporter.config.ConfigFile;
import dev.memfleet.exporter.config.PollConfig;
import dev.memfleet.exporter.config.SourceConfig;
import dev.memfleet.exporter.config.StaticNodes;
import dev.memfleet.exporter.exposition.Exposition;
import dev.memfleet.exporter.fleet.Fleet;
import dev.memfleet.exporter.http.HttpEndpoint;
import dev.memfleet.exporter.http.MetricsPage;
import dev.memfleet.exporter.http.RequestLimit;
import dev.memfleet.exporter.http.ScrapePage;
import dev.memfleet.exporter.http.StatusPages;
import dev.memfleet.exporter.process.ProcessMetrics;
import dev.memfleet.exporter.scrape.NodeMetrics;
import dev.memfleet.exporter.scrape.Scraper;
import dev.memfleet.exporter.self.SelfMetrics;
import dev.memfleet.exporter.target.NodeAddress;
import dev.memfleet.exporter.target.Target;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The agent: polls every memcached node and answers Prometheus. Puts all parts together. */
public final class Exporter implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Exporter.class.getName());
  private static final Duration PATIENCE = Duration.ofMillis(1500);

  private final Vertx vertx;
  private final Fleet fleet;
  private final HttpEndpoint http;
  private final List<Integer> ports = new ArrayList<>();
  private volatile boolean ready;

  private Exporter(Options options, @Nullable Config config) {
    BuildInfo build = BuildInfo.current();
    PollConfig poll = config == null ? dropIn(options) : config.poll();
    Clock clock = Clock.systemUTC();
    Scraper scraper =
        new Scraper(
            Catalog.ALL,
            config == null ? options.collectors() : options.collectors(config.collectors()),
            clock);
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setPreferNativeTransport(true));
    fleet = new Fleet(vertx, scraper, poll, config == null ? null : config.instanceLabel());
    SelfMetrics self = new SelfMetrics(build, fleet::size);
    Supplier<List<Family>> process =
        options
            .pidFile()
            .<Supplier<List<Family>>>map(file -> new ProcessMetrics(file)::families)
            .orElse(List::of);
    Exposition exposition = new Exposition(self.registry(), process, clock);
    http = new HttpEndpoint();
    WebOptions web = options.web();
    http.route(
        "/",
        StatusPages.landing(build.version(), fleet::size, web.telemetryPath(), web.scrapePath()));
    http.route("/-/healthy", StatusPages.healthy());
    http.route("/-/ready", StatusPages.ready(() -> ready));
    http.route("/-/self", StatusPages.of(self.handler()));
    RequestLimit limit = new RequestLimit(web.maxRequests(), self);
    http.route(
        web.scrapePath(),
        limit.of(new ScrapePage(fleet, exposition, self, http.threads(), poll.timeout())));
    http.route(
        web.telemetryPath(),
        limit.of(
            new MetricsPage(
                fleet, exposition, self, http.threads(), poll.onDemand(), poll.timeout())));
  }

  /** Without a configuration file the one node is polled when it is scraped. */
  private static PollConfig dropIn(Options options) {
    PollConfig defaults = PollConfig.DEFAULT;
    return new PollConfig(
        Duration.ZERO,
        options.memcachedTimeout(),
        defaults.maxConcurrent(),
        defaults.reconnect(),
        defaults.connectProbeInterval());
  }

  /**
   * Starts an agent.
   *
   * @throws ConfigException when its configuration file has mistakes
   * @throws IOException when it cannot listen
   */
  public static Exporter start(Options options) throws ConfigException, IOException {
    Path file = options.configFile().orElse(null);
    Config config = file == null ? null : ConfigFile.load(file, ownLabels());
    Exporter exporter = new Exporter(options, config);
    try {
      exporter.listen(options.web().listenAddresses());
    } catch (IOException e) {
      exporter.close();
      throw e;
    }
    exporter.watch(targets(options, config));
    return exporter;
  }

  /** The labels of our metrics, which no node may have as its own. */
  private static Set<String> ownLabels() {
    Set<String> labels = new TreeSet<>();
    Catalog.ALL.metrics().forEach(metric -> labels.addAll(metric.allLabelNames()));
    NodeMetrics.TABLE.forEach(metric -> labels.addAll(metric.labelNames()));
    return labels;
  }

  /** The nodes of the file's sources, and the node of the flag; the first of each address. */
  private static List<Target> targets(Options options, @Nullable Config config) {
    Map<NodeAddress, Target> targets = new LinkedHashMap<>();
    if (config != null) {
      for (SourceConfig source : config.sources()) {
        for (Target node : ((StaticNodes) source.origin()).nodes()) {
          targets.putIfAbsent(node.address(), node.withDefaultLabels(source.labels()));
        }
      }
    }
    options
        .memcachedAddress()
        .ifPresent(address -> targets.putIfAbsent(address, new Target(address, Map.of())));
    return List.copyOf(targets.values());
  }

  private void listen(List<ListenAddress> addresses) throws IOException {
    for (ListenAddress address : addresses) {
      int port = http.listen(address);
      ports.add(port);
      LOG.info(() -> "listening: " + new ListenAddress(address.host(), port));
    }
  }

  private void watch(List<Target> targets) {
    fleet
        .start(targets)
        .onComplete(
            end -> {
              ready = true;
              LOG.info(() -> "ready: nodes=" + targets.size());
            });
  }

  /** The ports it listens on, in the order of the listen addresses. */
  public List<Integer> ports() {
    return List.copyOf(ports);
  }

  /** Whether the first poll round ended. */
  public boolean isReady() {
    return ready;
  }

  /** Answers what is in flight and stops, within two seconds. */
  @Override
  public void close() {
    try {
      http.stop(PATIENCE);
      fleet.stop().await(200, TimeUnit.MILLISECONDS);
      vertx.close().await(200, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      LOG.log(Level.FINE, "not everything stopped in time", e);
    }
  }

  /** Runs until it is told to end. Exit status: 1 for what it is told to do, 2 for how. */
  public static void main(String[] args) {
    try {
      Options options = CommandLine.parse(List.of(args), System.getenv());
      Logging.install(options.logLevel(), options.logFormat());
      Exporter exporter = start(options);
      Runtime.getRuntime().addShutdownHook(new Thread(exporter::close, "shutdown"));
    } catch (Exit exit) {
      exit.print(System.out, System.err);
      System.exit(exit.code());
    } catch (ConfigException mistakes) {
      mistakes.problems().forEach(System.err::println);
      System.exit(1);
    } catch (IOException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }
}
