package dev.memfleet.exporter.soak;

import dev.memfleet.exporter.dashboards.RunningPrometheus;
import dev.memfleet.exporter.dashboards.Tree;
import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.CacheNode;
import dev.memfleet.exporter.peer.FleetFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Soak test: clients of both protocols and two client libraries load three servers, which are
 * paused and resumed in turn while the agent and Prometheus watch: {@code Soak SECONDS FOLDER}.
 * Prints a report, and exits with 1 if an update was lost, a counter decreased, or memory, files or
 * threads grew.
 */
public final class Soak {
  private static final int NODES = 3;
  private static final int WORKERS_A_NODE = 4;
  private static final List<String> LIBRARIES = List.of("pymemcache", "pylibmc");

  /** Longer than the clients' time limit every other time, so that they connect again. */
  private static final List<Duration> STOPS = List.of(Duration.ofSeconds(1), Duration.ofSeconds(6));

  private final Duration duration;
  private final Path folder;
  private final List<CacheNode> nodes = new ArrayList<>();
  private final List<Worker> workers = new ArrayList<>();
  private final List<Process> libraries = new ArrayList<>();
  private final Map<String, List<Usage>> samples = new TreeMap<>();
  private final Tally tally = new Tally();
  private final List<String> faults = new ArrayList<>();
  private final StringBuilder report = new StringBuilder();

  Soak(Duration duration, Path folder) {
    this.duration = duration;
    this.folder = folder;
  }

  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[1]));
    Soak soak = new Soak(Duration.ofSeconds(Long.parseLong(args[0])), folder);
    List<String> faults = soak.run();
    System.out.print(soak.report);
    faults.forEach(fault -> System.out.println("FAULT " + fault));
    System.exit(faults.isEmpty() ? 0 : 1);
  }

  /** Returns what went wrong. */
  List<String> run() throws Exception {
    for (int i = 0; i < NODES; i++) {
      nodes.add(CacheNode.reference(folder, "soak", "-m", "256"));
    }
    String addresses =
        String.join(
            ", ", nodes.stream().map(node -> "{address: \"" + node.address() + "\"}").toList());
    Path config =
        FleetFile.replace(
            folder.resolve("fleet.yml"), "poll: {interval: 1s}\nnodes: [" + addresses + "]\n");
    try (Agent agent = Agent.start(folder, "--config.file=" + config);
        RunningPrometheus prometheus = RunningPrometheus.start(folder, scrapeConfig(agent))) {
      useNodes(agent);
      check(agent, prometheus);
    } finally {
      libraries.forEach(Process::destroy);
      nodes.forEach(CacheNode::close);
    }
    return faults;
  }

  private static String scrapeConfig(Agent agent) {
    return """
        global: {scrape_interval: 2s, scrape_timeout: 2s}
        scrape_configs:
          - job_name: soak
            honor_labels: true
            static_configs: [{targets: ["%s"]}]
        """
        .formatted(agent.address());
  }

  private void useNodes(Agent agent) throws Exception {
    long end = System.nanoTime() + duration.toNanos();
    List<Thread> threads = new ArrayList<>();
    for (CacheNode node : nodes) {
      try (Link link = new TextLink(node.port())) {
        link.set(Worker.COUNTER, "0");
        link.set(Worker.REGISTER, "0");
      }
      tally.add(Tally.Command.STORE, 2, 0);
      for (int i = 0; i < WORKERS_A_NODE; i++) {
        String name = "client-" + workers.size();
        boolean binary = i % 2 == 1;
        int port = node.port();
        Worker.Dialer dialer = () -> binary ? new BinaryLink(port) : new TextLink(port);
        Worker worker = new Worker(name, dialer, workers.size(), end);
        workers.add(worker);
        threads.add(new Thread(worker, name));
      }
    }
    startLibraries();
    threads.forEach(Thread::start);
    stopAndContinue(agent, end);
    for (Thread thread : threads) {
      thread.join();
    }
    for (Process library : libraries) {
      library.waitFor();
    }
  }

  private void startLibraries() throws IOException {
    for (String library : LIBRARIES) {
      List<String> command =
          new ArrayList<>(List.of("/usr/bin/python3", "src/test/python/soak_client.py", library));
      command.add(Long.toString(duration.toSeconds()));
      nodes.forEach(node -> command.add(Integer.toString(node.port())));
      libraries.add(
          new ProcessBuilder(command)
              .redirectOutput(folder.resolve(library + ".json").toFile())
              .redirectError(folder.resolve(library + ".log").toFile())
              .start());
    }
  }

  /** Stops one node after the other, and samples what the processes take in between. */
  private void stopAndContinue(Agent agent, long end) throws Exception {
    long pause = Math.min(TimeUnit.SECONDS.toMillis(20), duration.toMillis() / 5);
    for (int turn = 0; end - System.nanoTime() > TimeUnit.MILLISECONDS.toNanos(2 * pause); turn++) {
      Thread.sleep(pause);
      for (int i = 0; i < NODES; i++) {
        sample("node " + (i + 1), nodes.get(i).process());
      }
      sample("agent", agent.daemon().process());
      CacheNode node = nodes.get(turn % NODES);
      signal(node, "STOP");
      Thread.sleep(STOPS.get(turn / NODES % STOPS.size()).toMillis());
      signal(node, "CONT");
    }
  }

  private void sample(String name, Process process) {
    samples.computeIfAbsent(name, first -> new ArrayList<>()).add(Usage.of(process.pid()));
  }

  private static void signal(CacheNode node, String signal) throws Exception {
    String pid = Long.toString(node.process().pid());
    if (new ProcessBuilder("kill", "-" + signal, pid).start().waitFor() != 0) {
      throw new IllegalStateException("no " + signal + " for " + node.address());
    }
  }

  private void check(Agent agent, RunningPrometheus prometheus) throws IOException {
    checkClients();
    checkSharedNumbers();
    checkCounters(agent, prometheus);
    checkGrowth();
    if (!agent.daemon().process().isAlive()) {
      faults.add("the agent ended");
    }
  }

  private void checkClients() throws IOException {
    long connections = 0;
    for (Worker worker : workers) {
      tally.add(worker.tally());
      faults.addAll(worker.lost());
      connections += worker.connections();
    }
    for (String library : LIBRARIES) {
      Tree result = Tree.read(folder.resolve(library + ".json"));
      result.texts("lost").forEach(lost -> faults.add(library + ": " + lost));
      for (Tally.Command command :
          List.of(Tally.Command.GET, Tally.Command.STORE, Tally.Command.DELETE)) {
        String name = command.name().toLowerCase(Locale.ROOT);
        tally.add(
            command,
            Long.parseLong(result.tree("answered").text(name)),
            Long.parseLong(result.tree("open").text(name)));
      }
    }
    say(
        "%d commands answered, %d cut off, %d connections of %d clients"
            .formatted(
                tally.total(), tally.totalOpen(), connections, workers.size() + LIBRARIES.size()));
  }

  /** Checks that no acknowledged increment or compare-and-swap was lost. */
  private void checkSharedNumbers() throws IOException {
    for (int i = 0; i < NODES; i++) {
      List<Worker> clients = workers.subList(i * WORKERS_A_NODE, (i + 1) * WORKERS_A_NODE);
      try (Link link = new TextLink(nodes.get(i).port())) {
        checkUpdates(
            "increments on node " + (i + 1),
            number(link, Worker.COUNTER),
            clients.stream().map(Worker::increments));
        checkUpdates(
            "swaps on node " + (i + 1),
            number(link, Worker.REGISTER),
            clients.stream().map(Worker::swaps));
        tally.add(Tally.Command.GET, 2, 0);
      }
    }
  }

  private static long number(Link link, String key) throws IOException {
    Link.Versioned found = link.get(key);
    return found == null ? -1 : Long.parseLong(found.value());
  }

  private void checkUpdates(String what, long found, Stream<Worker.Updates> updates) {
    Worker.Updates all = updates.reduce(new Worker.Updates(0, 0), Worker.Updates::plus);
    checkBetween(what, found, all.answered(), all.open());
  }

  private void checkBetween(String what, long found, long answered, long open) {
    say("%s: %d, answered %d, cut off %d".formatted(what, found, answered, open));
    if (found < answered || found > answered + open) {
      faults.add("%s: %d, expected %d to %d".formatted(what, found, answered, answered + open));
    }
  }

  /** Checks that the agent counted the clients' commands and that no counter was reset. */
  private void checkCounters(Agent agent, RunningPrometheus prometheus) {
    agent
        .daemon()
        .await(
            "showing the last commands",
            () -> commands(agent, Tally.Command.GET) >= tally.answered(Tally.Command.GET));
    for (Tally.Command command : Tally.Command.values()) {
      checkBetween(
          "the agent's " + command,
          commands(agent, command),
          tally.answered(command),
          tally.open(command));
    }
    String window = "[" + (duration.toSeconds() + 60) + "s]";
    List<Map<?, ?>> counters =
        prometheus.api().query("count by (__name__) ({__name__=~\"memcached_.+_total\"})");
    for (Map<?, ?> counter : counters) {
      String name = String.valueOf(counter.get("__name__"));
      prometheus
          .api()
          .query("resets(" + name + window + ") > 0")
          .forEach(labels -> faults.add(name + " went back: " + labels));
    }
    if (counters.size() < 20) {
      faults.add("Prometheus has only the counters " + counters);
    }
    say("%d counters in Prometheus".formatted(counters.size()));
  }

  private static long commands(Agent agent, Tally.Command command) {
    List<String> names =
        switch (command) {
          case GET -> List.of("get");
          case STORE -> List.of("set", "cas");
          case DELETE -> List.of("delete");
          case INCREMENT -> List.of("incr");
        };
    double sum = 0;
    for (Map.Entry<String, Double> series : agent.page("/metrics").entrySet()) {
      for (String name : names) {
        if (series.getKey().startsWith("memcached_commands_total{command=" + name + ",")) {
          sum += series.getValue();
        }
      }
    }
    return (long) sum;
  }

  /** Compares the last fifth of the samples with the second. */
  private void checkGrowth() {
    samples.forEach(
        (name, all) -> {
          int fifth = Math.max(1, all.size() / 5);
          Usage before = most(all.subList(fifth, Math.max(fifth + 1, 2 * fifth)));
          Usage after = most(all.subList(all.size() - fifth, all.size()));
          say("%s: %s -> %s".formatted(name, before, after));
          if (after.memory() > before.memory() * 1.15 + 4_096
              || after.files() > before.files() + 5
              || after.threads() > before.threads() + 2) {
            faults.add(name + " grew from " + before + " to " + after);
          }
        });
  }

  private static Usage most(List<Usage> samples) {
    return new Usage(
        samples.stream().mapToLong(Usage::memory).max().orElseThrow(),
        samples.stream().mapToLong(Usage::files).max().orElseThrow(),
        samples.stream().mapToLong(Usage::threads).max().orElseThrow());
  }

  private void say(String line) {
    report.append(line).append('\n');
  }
}
