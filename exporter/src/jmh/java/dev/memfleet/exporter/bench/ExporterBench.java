package dev.memfleet.exporter.bench;

import dev.memfleet.exporter.bench.Programs.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The figures of the agent as a process: what a scrape costs compared to what memcached pays for
 * the same four commands, memory by number of nodes, the page of a thousand nodes, ten thousand
 * nodes polled, and the time to the first scrape. One memcached with eleven slab classes listens on
 * every address of 127.0.0.0/8, and so is a fleet of any size.
 */
public final class ExporterBench {
  private static final int PAIRS = 5;
  private static final int WARM_UP = 40_000;
  private static final int PER_PAIR = 2000;
  private static final int[] VALUE_SIZES = {10, 60, 100, 150, 200, 280, 360, 480, 620, 800, 1000};

  private final int memcachedPort = Programs.freePort();
  private final Process memcached = Programs.memcached(memcachedPort, "0.0.0.0");
  private final Path folder = Files.createTempDirectory("exporter-bench");

  private ExporterBench() throws IOException {}

  /** Runs all measurements, or those that are named. */
  public static void main(String[] args) throws Exception {
    List<String> wanted = Arrays.asList(args);
    ExporterBench bench = new ExporterBench();
    try {
      bench.fill();
      if (wanted.isEmpty() || wanted.contains("scrape")) {
        for (Start start : Start.values()) {
          bench.scrapeCost(start);
        }
      }
      if (wanted.isEmpty() || wanted.contains("start")) {
        for (Start start : Start.values()) {
          bench.timeToFirstScrape(start);
        }
      }
      if (wanted.isEmpty() || wanted.contains("fleet")) {
        for (int nodes : new int[] {1, 100, 1000}) {
          for (Start start : Start.values()) {
            bench.fleet(start, nodes);
          }
        }
      }
      if (wanted.isEmpty() || wanted.contains("polling")) {
        for (Start start : Start.values()) {
          bench.polling(start, 10_000);
        }
      }
    } finally {
      Programs.stop(bench.memcached);
    }
  }

  private void fill() throws Exception {
    Programs.awaitListening(memcachedPort);
    try (StatsRoundTrip client = new StatsRoundTrip(memcachedPort)) {
      for (int size : VALUE_SIZES) {
        client.send("set key%d 0 0 %d\r\n%s\r\n".formatted(size, size, "x".repeat(size)));
        client.lines(1);
      }
    }
  }

  private void scrapeCost(Start start) throws Exception {
    int port = Programs.freePort();
    Process agent = Programs.agent(start, port, "--memcached.address=");
    try {
      Programs.awaitListening(port);
      String path = "/scrape?target=127.0.0.1:" + memcachedPort;
      List<Double> ratios = new ArrayList<>();
      List<Double> agents = new ArrayList<>();
      List<Double> memcacheds = new ArrayList<>();
      try (HttpGet scrape = new HttpGet(port, path);
          StatsRoundTrip direct = new StatsRoundTrip(memcachedPort)) {
        repeat(WARM_UP, scrape::run);
        repeat(WARM_UP, direct::run);
        for (int i = 0; i < PAIRS; i++) {
          double ours = cpu(agent.pid(), scrape::run);
          double theirs = cpu(memcached.pid(), direct::run);
          agents.add(ours * 1e6);
          memcacheds.add(theirs * 1e6);
          ratios.add(ours / theirs);
        }
      }
      print(
          "scrape cost, %s: agent %.0f us, memcached %.0f us of CPU, ratio %.2f (of %s)",
          start.label, median(agents), median(memcacheds), median(ratios), rounded(ratios));
    } finally {
      Programs.stop(agent);
    }
  }

  private static double cpu(long pid, Run run) throws IOException {
    double before = Usage.of(pid).cpuSeconds();
    repeat(PER_PAIR, run);
    return (Usage.of(pid).cpuSeconds() - before) / PER_PAIR;
  }

  private void timeToFirstScrape(Start start) throws Exception {
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < PAIRS; i++) {
      int port = Programs.freePort();
      long begin = System.nanoTime();
      Process agent = Programs.agent(start, port, "--memcached.address=127.0.0.1:" + memcachedPort);
      try {
        Programs.awaitListening(port);
        try (HttpGet scrape = new HttpGet(port, "/metrics")) {
          scrape.run();
        }
        seconds.add((System.nanoTime() - begin) / 1e9);
      } finally {
        Programs.stop(agent);
      }
    }
    print("start to first answered scrape, %s: %.2f s", start.label, median(seconds));
  }

  private void fleet(Start start, int nodes) throws Exception {
    int port = Programs.freePort();
    Process agent = Programs.agent(start, port, "--config.file=" + config(nodes, "5s"));
    try {
      awaitReady(port);
      try (HttpGet page = new HttpGet(port, "/metrics")) {
        repeat(10, page::run);
        TimeUnit.SECONDS.sleep(10);
        double before = Usage.of(agent.pid()).cpuSeconds();
        long begin = System.nanoTime();
        long bytes = page.run();
        double seconds = (System.nanoTime() - begin) / 1e9;
        double cpu = Usage.of(agent.pid()).cpuSeconds() - before;
        long zippedBytes;
        try (HttpGet zipped = new HttpGet(port, "/metrics", "Accept-Encoding: gzip")) {
          zippedBytes = zipped.run();
        }
        print(
            "%d nodes, %s: resident %.0f MB; /metrics %.1f MB (gzip %.2f MB) in %.2f s, %.2f s CPU",
            nodes,
            start.label,
            Usage.of(agent.pid()).residentMegabytes(),
            bytes / 1e6,
            zippedBytes / 1e6,
            seconds,
            cpu);
      }
    } finally {
      Programs.stop(agent);
    }
  }

  private void polling(Start start, int nodes) throws Exception {
    int port = Programs.freePort();
    Process agent = Programs.agent(start, port, "--config.file=" + config(nodes, "15s"));
    try {
      awaitReady(port);
      TimeUnit.SECONDS.sleep(15);
      double before = Usage.of(agent.pid()).cpuSeconds();
      TimeUnit.SECONDS.sleep(30);
      Usage after = Usage.of(agent.pid());
      print(
          "%d nodes every 15 s, %s: %.2f cores, resident %.0f MB",
          nodes, start.label, (after.cpuSeconds() - before) / 30, after.residentMegabytes());
    } finally {
      Programs.stop(agent);
    }
  }

  private Path config(int nodes, String interval) throws IOException {
    StringBuilder yaml = new StringBuilder("poll:\n  interval: " + interval + "\nnodes:\n");
    for (int i = 0; i < nodes; i++) {
      yaml.append(
          "  - address: 127.%d.%d.%d:%d\n"
              .formatted(1 + i / 62500, i / 250 % 250, 1 + i % 250, memcachedPort));
    }
    return Files.writeString(folder.resolve("fleet-" + nodes + ".yml"), yaml);
  }

  private static void awaitReady(int port) throws Exception {
    Programs.awaitListening(port);
    for (int i = 0; i < 1000; i++) {
      try (HttpGet ready = new HttpGet(port, "/-/ready")) {
        ready.run();
        return;
      } catch (IOException notYet) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    throw new IllegalStateException("the agent is not ready");
  }

  private interface Run {
    Object run() throws IOException;
  }

  private static void repeat(int times, Run run) throws IOException {
    for (int i = 0; i < times; i++) {
      run.run();
    }
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private static List<String> rounded(List<Double> values) {
    return values.stream().map(value -> String.format(Locale.ROOT, "%.2f", value)).toList();
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
