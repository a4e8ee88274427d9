package dev.memfleet.exporter.bench;

import static java.util.stream.Collectors.toList;

import dev.memfleet.exporter.bench.Programs.Agent;
import dev.memfleet.exporter.peer.ProcessUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The figures of the agent as a process: what a scrape costs compared to what memcached pays for
 * the same four commands, memory by number of nodes, the page of a thousand nodes, ten thousand
 * nodes polled, and the time to the first scrape. One memcached with eleven slab classes listens on
 * every address of 127.0.0.0/8, and so is a fleet of any size. Programs that are compared take
 * turns.
 */
public final class ExporterBench {
  private static final int ROUNDS = 7;
  private static final int FEW_ROUNDS = 3;
  private static final int MOST_ATTEMPTS = 10;
  private static final int FIRST = 500;
  private static final int WARM_UP = 24_000;
  private static final int PER_ROUND = 2000;
  private static final int[] VALUE_SIZES = {10, 60, 100, 150, 200, 280, 360, 480, 620, 800, 1000};
  private static final String BEFORE = "before=";
  private static final List<String> ALL =
      List.of("scrape", "start", "small", "fleet", "polling", "insight", "turns");

  private static final double MIB = 1 << 20;

  private final List<Agent> agents;
  private final int memcachedPort = Programs.freePort();
  private final Process memcached = Programs.memcached(memcachedPort, "0.0.0.0");
  private final Path folder = Files.createDirectories(Path.of("target", "bench"));

  private ExporterBench(List<Agent> agents) throws IOException {
    this.agents = agents;
  }

  /**
   * Runs all measurements, or those that are named: scrape, start, small, fleet, polling, insight,
   * turns; with {@code before=JAR} an earlier build's, too.
   */
  public static void main(String[] args) throws Exception {
    Path before = null;
    List<String> wanted = new ArrayList<>();
    for (String arg : args) {
      if (arg.startsWith(BEFORE)) {
        before = Path.of(arg.substring(BEFORE.length()));
      } else {
        wanted.add(arg);
      }
    }
    ExporterBench bench = new ExporterBench(Agent.all(before));
    try {
      fill(bench.memcachedPort);
      for (String what : wanted.isEmpty() ? ALL : wanted) {
        bench.measure(what);
      }
    } finally {
      Programs.stop(bench.memcached);
    }
  }

  private void measure(String what) throws Exception {
    switch (what) {
      case "scrape" -> scrapes();
      case "start" -> starts("start to first answered scrape", ROUNDS, List.of());
      case "small" -> {
        if (!SmallShare.possible()) {
          print("0.1 CPU and 128 MiB: not measured, control groups cannot be written");
          return;
        }
        try (SmallShare share = SmallShare.create()) {
          starts("the same with 0.1 CPU and 128 MiB", FEW_ROUNDS, share.wrapper());
        }
      }
      case "fleet" -> {
        for (int nodes : new int[] {1, 100, 1000}) {
          for (Agent agent : agents) {
            fleet(agent, nodes);
          }
        }
      }
      case "polling" -> {
        for (boolean launcher : new boolean[] {false, true}) {
          polling(agents.stream().filter(agent -> agent.launcher() == launcher).toList(), 10_000);
        }
      }
      case "insight" -> new InsightBench().run();
      case "turns" -> new InsightTurns().run();
      default -> throw new IllegalArgumentException("one of " + ALL + ", not " + what);
    }
  }

  private static void fill(int port) throws Exception {
    Programs.awaitListening(port);
    try (StatsRoundTrip client = new StatsRoundTrip(port)) {
      for (int size : VALUE_SIZES) {
        client.send("set key%d 0 0 %d\r\n%s\r\n".formatted(size, size, "x".repeat(size)));
        client.lines(1);
      }
    }
  }

  /** An agent that is scraped, and what its scrapes cost. */
  private static final class Scraped {
    final Agent agent;
    final Process process;
    final HttpGet scrape;
    final List<Double> micros = new ArrayList<>();
    final List<Double> ratios = new ArrayList<>();
    double firstMicros;

    Scraped(Agent agent, int memcachedPort) throws Exception {
      this.agent = agent;
      int port = Programs.freePort();
      process = agent.start(port, "--memcached.address=");
      Programs.awaitListening(port);
      scrape = new HttpGet(port, "/scrape?target=127.0.0.1:" + memcachedPort);
    }
  }

  private void scrapes() throws Exception {
    List<Scraped> all = new ArrayList<>();
    try (StatsRoundTrip direct = new StatsRoundTrip(memcachedPort)) {
      for (Agent agent : agents) {
        Scraped one = new Scraped(agent, memcachedPort);
        all.add(one);
        one.firstMicros = cpuMicros(one.process.pid(), FIRST, one.scrape::run);
      }
      for (int i = 0; i < WARM_UP / PER_ROUND; i++) {
        repeat(PER_ROUND, direct::run);
        for (Scraped one : all) {
          repeat(PER_ROUND, one.scrape::run);
        }
      }
      List<Double> memcacheds = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        double theirs = cpuMicros(memcached.pid(), PER_ROUND, direct::run);
        memcacheds.add(theirs);
        for (Scraped one : all) {
          double ours = cpuMicros(one.process.pid(), PER_ROUND, one.scrape::run);
          one.micros.add(ours);
          one.ratios.add(ours / theirs);
        }
      }
      for (Scraped one : all) {
        print(
            "scrape, %s: %.0f us of CPU, memcached %.0f us, ratio %.2f; the first %d: %.0f us each;"
                + " resident %.0f MB",
            one.agent.label(),
            median(one.micros),
            median(memcacheds),
            median(one.ratios),
            FIRST,
            one.firstMicros,
            ProcessUsage.residentBytes(one.process.pid()) / MIB);
      }
    } finally {
      all.forEach(one -> Programs.stop(one.process));
    }
  }

  private static double cpuMicros(long pid, int times, Run run) throws IOException {
    double before = ProcessUsage.cpuSeconds(pid);
    repeat(times, run);
    return (ProcessUsage.cpuSeconds(pid) - before) / times * 1e6;
  }

  private void starts(String what, int rounds, List<String> wrapper) throws Exception {
    List<List<Double>> seconds =
        agents.stream().map(agent -> new ArrayList<Double>()).collect(toList());
    List<List<Double>> cpus =
        agents.stream().map(agent -> new ArrayList<Double>()).collect(toList());
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < agents.size(); i++) {
        int port = Programs.freePort();
        long begin = System.nanoTime();
        Process process =
            agents.get(i).start(wrapper, port, "--memcached.address=127.0.0.1:" + memcachedPort);
        try {
          Programs.awaitListening(port);
          awaitScrape(port);
          seconds.get(i).add((System.nanoTime() - begin) / 1e9);
          cpus.get(i).add(ProcessUsage.cpuSeconds(process.pid()));
        } finally {
          Programs.stop(process);
        }
      }
    }
    for (int i = 0; i < agents.size(); i++) {
      print(
          "%s, %s: %.2f s, %.2f s of CPU",
          what, agents.get(i).label(), median(seconds.get(i)), median(cpus.get(i)));
    }
  }

  /** Scrapes until a scrape succeeds; an agent with little CPU may close connections at first. */
  private static void awaitScrape(int port) throws Exception {
    for (int attempts = 1; ; attempts++) {
      try (HttpGet scrape = new HttpGet(port, "/metrics")) {
        scrape.run();
        return;
      } catch (IOException closed) {
        if (attempts == MOST_ATTEMPTS) {
          throw closed;
        }
      }
    }
  }

  private void fleet(Agent start, int nodes) throws Exception {
    int port = Programs.freePort();
    Process agent = start.start(port, "--config.file=" + config(nodes, memcachedPort, "5s"));
    try {
      awaitReady(port);
      try (HttpGet page = new HttpGet(port, "/metrics")) {
        repeat(10, page::run);
        TimeUnit.SECONDS.sleep(10);
        double before = ProcessUsage.cpuSeconds(agent.pid());
        long begin = System.nanoTime();
        long bytes = page.run();
        double seconds = (System.nanoTime() - begin) / 1e9;
        double cpu = ProcessUsage.cpuSeconds(agent.pid()) - before;
        long zippedBytes;
        try (HttpGet zipped = new HttpGet(port, "/metrics", "Accept-Encoding: gzip")) {
          zippedBytes = zipped.run();
        }
        print(
            "%d nodes, %s: resident %.0f MB; /metrics %.1f MB (gzip %.2f MB) in %.2f s, %.2f s CPU",
            nodes,
            start.label(),
            ProcessUsage.residentBytes(agent.pid()) / MIB,
            bytes / 1e6,
            zippedBytes / 1e6,
            seconds,
            cpu);
      }
    } finally {
      Programs.stop(agent);
    }
  }

  /** Measures all agents at the same time, as other load on the machine changes the cost. */
  private void polling(List<Agent> starts, int nodes) throws Exception {
    List<Polled> polled = new ArrayList<>();
    try {
      for (Agent start : starts) {
        polled.add(polled(start, nodes));
      }
      TimeUnit.SECONDS.sleep(30);
      for (int round = 0; round < ROUNDS; round++) {
        for (Polled one : polled) {
          one.begin();
        }
        TimeUnit.SECONDS.sleep(15);
        for (Polled one : polled) {
          one.end();
        }
      }
      for (Polled one : polled) {
        print(
            "%d nodes every 15 s, %s: %.2f cores, %.2f of the first, resident %.0f MB",
            nodes,
            one.label,
            median(one.cores),
            median(ratios(one.cores, polled.get(0).cores)),
            ProcessUsage.residentBytes(one.agent.pid()) / MIB);
      }
    } finally {
      for (Polled one : polled) {
        Programs.stop(one.agent);
        Programs.stop(one.memcached);
      }
    }
  }

  /** An agent that polls a memcached of its own. */
  private static final class Polled {
    private final String label;
    private final Process memcached;
    private final Process agent;
    private final List<Double> cores = new ArrayList<>();
    private double cpuBefore;
    private long begin;

    Polled(String label, Process memcached, Process agent) {
      this.label = label;
      this.memcached = memcached;
      this.agent = agent;
    }

    void begin() throws IOException {
      cpuBefore = ProcessUsage.cpuSeconds(agent.pid());
      begin = System.nanoTime();
    }

    void end() throws IOException {
      double cpu = ProcessUsage.cpuSeconds(agent.pid()) - cpuBefore;
      cores.add(cpu / ((System.nanoTime() - begin) / 1e9));
    }
  }

  private Polled polled(Agent start, int nodes) throws Exception {
    int nodePort = Programs.freePort();
    Process node = Programs.memcached(nodePort, "0.0.0.0");
    fill(nodePort);
    int port = Programs.freePort();
    Process agent = start.start(port, "--config.file=" + config(nodes, nodePort, "15s"));
    awaitReady(port);
    return new Polled(start.label(), node, agent);
  }

  private static List<Double> ratios(List<Double> values, List<Double> first) {
    return IntStream.range(0, values.size()).mapToObj(i -> values.get(i) / first.get(i)).toList();
  }

  private Path config(int nodes, int nodePort, String interval) throws IOException {
    StringBuilder yaml = new StringBuilder("poll:\n  interval: " + interval + "\nnodes:\n");
    for (int i = 0; i < nodes; i++) {
      yaml.append(
          "  - address: 127.%d.%d.%d:%d\n"
              .formatted(1 + i / 62500, i / 250 % 250, 1 + i % 250, nodePort));
    }
    return Files.writeString(folder.resolve("fleet-" + nodePort + "-" + nodes + ".yml"), yaml);
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

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
