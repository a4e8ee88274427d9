package dev.memfleet.exporter.bench;

import dev.memfleet.exporter.client.Connector;
import dev.memfleet.exporter.client.Destination;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.insight.DumpJob;
import dev.memfleet.exporter.insight.DumpResult;
import dev.memfleet.exporter.insight.DumpSettings;
import dev.memfleet.exporter.insight.Verdict;
import dev.memfleet.exporter.insight.WatchJob;
import dev.memfleet.exporter.insight.WatchResult;
import dev.memfleet.exporter.insight.WatchSettings;
import dev.memfleet.exporter.insight.hot.KeyText;
import dev.memfleet.exporter.insight.hot.Prefixes;
import dev.memfleet.exporter.load.Lockstep;
import dev.memfleet.exporter.load.Workload;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.peer.ProcessUsage;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What windows and dumps take of the throughput of a memcached under 100,000 requests a second: ten
 * minutes, by turns a slice with a window and a dump right after it, and one without. Every other
 * pair begins with the one without, so that what changes slowly cancels out.
 */
final class InsightTurns {
  private static final int PAIRS = Integer.getInteger("insight.turns", 20);
  private static final int PER_SECOND = Integer.getInteger("insight.rate", 100_000);
  private static final Duration WINDOW = Duration.ofSeconds(11);
  private static final int QUIET_SECONDS = 15;
  private static final int WARM_UP = 2_000_000;

  private final int port = Programs.freePort();
  private final Process node = Programs.memcached(port, "127.0.0.1");
  private final EventLoop loop = new EventLoop();
  private final List<Double> throughput = new ArrayList<>();
  private final List<Double> cpu = new ArrayList<>();
  private final List<Double> rates = new ArrayList<>();
  private long lines;
  private long items;
  private int windows;
  private int dumps;

  InsightTurns() throws IOException {}

  private interface Slice {
    void run() throws Exception;
  }

  /** Requests a second, and seconds of the node's CPU for each. */
  private record Figures(double requestsPerSecond, double cpuPerRequest) {}

  void run() throws Exception {
    Programs.awaitListening(port);
    try (Lockstep client = new Lockstep(new Workload(Workload.Kind.ZIPF, 1, 0.5), List.of(port))) {
      client.send(WARM_UP);
      client.during(PER_SECOND, () -> pairs(client));
      print("the same memcached is alive: %s, pid %d", node.isAlive(), node.pid());
    } finally {
      Programs.stop(node);
      loop.close();
    }
    print("requests/s without: %.0f (median)", ExporterBench.median(rates));
    print(
        "with windows and dumps, by those without: %.4f (median of %d pairs, %.3f to %.3f)",
        ExporterBench.median(throughput),
        throughput.size(),
        throughput.stream().min(Double::compare).orElseThrow(),
        throughput.stream().max(Double::compare).orElseThrow());
    print("CPU of memcached for a request, likewise: %.3f", ExporterBench.median(cpu));
    print("%d windows, %d lines; %d dumps, %d items", windows, lines, dumps, items);
  }

  private int pairs(Lockstep client) throws Exception {
    for (int i = 0; i < PAIRS && node.isAlive(); i++) {
      boolean quietFirst = i % 2 == 0;
      Figures first = figures(client, quietFirst ? InsightTurns::rest : this::look);
      Figures second = figures(client, quietFirst ? this::look : InsightTurns::rest);
      Figures without = quietFirst ? first : second;
      Figures with = quietFirst ? second : first;
      rates.add(without.requestsPerSecond());
      throughput.add(with.requestsPerSecond() / without.requestsPerSecond());
      cpu.add(with.cpuPerRequest() / without.cpuPerRequest());
      print(
          "%.0f requests/s without, %.0f with",
          without.requestsPerSecond(), with.requestsPerSecond());
    }
    return PAIRS;
  }

  private Figures figures(Lockstep client, Slice slice) throws Exception {
    long before = client.counts().gets();
    double cpuBefore = ProcessUsage.cpuSeconds(node.pid());
    long begin = System.nanoTime();
    slice.run();
    double requests = client.counts().gets() - before;
    double used = ProcessUsage.cpuSeconds(node.pid()) - cpuBefore;
    return new Figures(requests / ((System.nanoTime() - begin) / 1e9), used / requests);
  }

  private static void rest() throws InterruptedException {
    TimeUnit.SECONDS.sleep(QUIET_SECONDS);
  }

  private void look() throws Exception {
    WatchResult watched = loop.start(() -> watch().run()).await(1, TimeUnit.MINUTES);
    if (watched.verdict() == Verdict.DONE) {
      windows++;
      lines += watched.report().orElseThrow().lines();
    } else {
      print("window: %s", watched.reason());
    }
    DumpResult dumped = loop.start(() -> dump().run()).await(1, TimeUnit.MINUTES);
    if (dumped.verdict() == Verdict.DONE) {
      dumps++;
      items += dumped.report().orElseThrow().all().items();
    } else {
      print("dump: %s", dumped.reason());
    }
  }

  private WatchJob watch() {
    return new WatchJob(
        loop.vertx(),
        destination(),
        new WatchSettings(Duration.ZERO, WINDOW, 1),
        Prefixes.byDefault(),
        KeyText.PLAIN,
        Clock.systemUTC(),
        done -> {});
  }

  private DumpJob dump() {
    return new DumpJob(
        loop.vertx(),
        destination(),
        DumpSettings.DEFAULT,
        Prefixes.byDefault(),
        KeyText.PLAIN,
        Clock.systemUTC(),
        done -> {});
  }

  private Destination destination() {
    return new Connector(loop.vertx()).to(NodeAddress.parse("127.0.0.1:" + port));
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
