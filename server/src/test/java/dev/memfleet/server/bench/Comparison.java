package dev.memfleet.server.bench;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.Pem;
import dev.memfleet.server.peer.Software;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Measures our server in turn with memcached, or with an earlier build of our server, under the
 * same load, and prints medians as a Markdown table. Both servers run at the same time, so that
 * ours stays warmed up; the one not being measured is idle. Turns are short, and the order
 * alternates, so that other activity on the machine affects both alike.
 */
public final class Comparison {
  private static final Duration FIRST_WARM_UP = Duration.ofSeconds(15);
  private static final Duration WARM_UP = Duration.ofMillis(150);

  /** Requests after which the JIT compilers of a new process have done most of their work. */
  private static final long WARM_UP_REQUESTS = 1_000_000;

  /** Most loads of {@link #FIRST_WARM_UP}, for requests so large that there are few. */
  private static final int MAX_WARM_UPS = 4;

  private static final Path CERTIFICATES = Path.of("target", "bench-certificates");

  private final String peer;
  private final Program peerProgram;
  private final int pairs;
  private final Duration turn;

  private Comparison(String peer, Program peerProgram, int pairs, Duration turn) {
    this.peer = peer;
    this.peerProgram = peerProgram;
    this.pairs = pairs;
    this.turn = turn;
  }

  /** Something that serves memcached's clients. */
  private interface Program {
    CacheServer start(String... arguments) throws IOException;
  }

  private record Scenario(String name, Workload workload, List<String> options) {
    Scenario(String name, Workload workload) {
      this(name, workload, List.of());
    }
  }

  /**
   * Pairs measured before both servers are restarted. Processes of the same program differ by up to
   * a third, because their JIT compilers inline differently, so a comparison needs several
   * processes.
   */
  private static final int PAIRS_PER_START = 8;

  /** The table's rows. */
  private static final List<Scenario> SCENARIOS =
      List.of(
          new Scenario("one in flight", Workload.mostlyGets(1)),
          new Scenario("16 in flight", Workload.mostlyGets(16)),
          new Scenario("binary, one in flight", Workload.mostlyGets(1).inBinary()),
          new Scenario("binary, 16 in flight", Workload.mostlyGets(16).inBinary()),
          new Scenario("TLS, one in flight", Workload.mostlyGets(1).overTls()),
          new Scenario("TLS, 16 in flight", Workload.mostlyGets(16).overTls()),
          new Scenario("multiget 100", new Workload(50, 1, 100, 100, 100, 10_000)),
          new Scenario("sets", new Workload(50, 1, 0, 1, 100, 10_000)),
          new Scenario("10 kB values", new Workload(8, 1, 90, 1, 10_000, 1_000)),
          new Scenario("100 kB values", new Workload(8, 1, 90, 1, 100_000, 500)),
          new Scenario(
              "1 MiB values", new Workload(8, 1, 90, 1, 1 << 20, 100), List.of("-I", "2m")));

  /**
   * Arguments: {@code speed [pairs [milliseconds [scenario]]]}, {@code before jar [pairs
   * [milliseconds [scenario]]]} with the jar of an earlier build, {@code memory}, {@code pause
   * [seconds]}, {@code stop [pairs]}, {@code start [times]}, or {@code generator [pairs]}. A
   * scenario is the beginning of a row's name.
   */
  public static void main(String[] args) throws Exception {
    String what = args.length > 0 ? args[0] : "speed";
    switch (what) {
      case "speed" -> {
        Program memcached = Software.MEMCACHED::start;
        comparison("memcached", memcached, args, 1).speed(args.length > 3 ? args[3] : "");
      }
      case "before" -> {
        Path jar = Path.of(args[1]);
        Program before = arguments -> Software.startJar(jar, arguments);
        comparison("before", before, args, 2).speed(args.length > 4 ? args[4] : "");
      }
      case "memory" -> new MemoryComparison().print();
      case "pause" -> pause(Duration.ofSeconds(number(args, 1, 60)));
      case "stop" -> stop(number(args, 1, 5));
      case "start" -> new LauncherComparison(number(args, 1, 5)).print();
      case "generator" ->
          new GeneratorComparison().print(number(args, 1, 5), Duration.ofSeconds(5));
      default ->
          throw new IllegalArgumentException(
              "speed, before, memory, pause, stop, start or generator, not " + what);
    }
  }

  private static Comparison comparison(String peer, Program program, String[] args, int index) {
    Duration turn = Duration.ofMillis(number(args, index + 1, 250));
    return new Comparison(peer, program, number(args, index, 64), turn);
  }

  private static int number(String[] args, int index, int preset) {
    return args.length > index ? Integer.parseInt(args[index]) : preset;
  }

  private void speed(String only) throws IOException {
    System.out.printf(
        "| load | requests/s %1$s | memfleet | ratio | p50 µs %1$s | memfleet"
            + " | p99 µs %1$s | memfleet | CPU µs/request %1$s | memfleet | ratio |%n",
        peer);
    System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
    for (Scenario scenario : SCENARIOS) {
      if (scenario.name().startsWith(only)) {
        System.out.println(row(scenario));
      }
    }
  }

  /** Starts both servers and measures them in turn. */
  private void measure(Scenario scenario, int turns, List<LoadResult> theirs, List<LoadResult> ours)
      throws IOException {
    List<String> options = new ArrayList<>(scenario.options());
    if (scenario.workload().tls()) {
      options.addAll(tlsOptions(Files.createDirectories(CERTIFICATES)));
    }
    try (CacheServer their = peerProgram.start(arguments(options));
        CacheServer our = start(Software.MEMFLEET, options)) {
      LoadGenerator theirLoad = preloaded(their, scenario.workload());
      LoadGenerator ourLoad = preloaded(our, scenario.workload());
      warmUp(theirLoad);
      warmUp(ourLoad);
      for (int i = 0; i < turns; i++) {
        if (i % 2 == 0) {
          theirs.add(theirLoad.run(WARM_UP, turn));
          ours.add(ourLoad.run(WARM_UP, turn));
        } else {
          ours.add(ourLoad.run(WARM_UP, turn));
          theirs.add(theirLoad.run(WARM_UP, turn));
        }
      }
    }
  }

  /** Loads a new process at least twice, so that it has closed connections, too. */
  private static void warmUp(LoadGenerator load) throws IOException {
    double requests = 0;
    for (int loads = 0;
        loads < 2 || (loads < MAX_WARM_UPS && requests < WARM_UP_REQUESTS);
        loads++) {
      requests += load.run(WARM_UP, FIRST_WARM_UP).perSecond() * FIRST_WARM_UP.toSeconds();
    }
  }

  private String row(Scenario scenario) throws IOException {
    List<LoadResult> theirs = new ArrayList<>();
    List<LoadResult> ours = new ArrayList<>();
    for (int done = 0; done < pairs; done += PAIRS_PER_START) {
      measure(scenario, Math.min(PAIRS_PER_START, pairs - done), theirs, ours);
    }
    return String.format(
        Locale.ROOT,
        "| %s | %,.0f | %,.0f | **%.2f** | %.0f | %.0f | %.0f | %.0f | %.2f | %.2f | %.2f |",
        scenario.name(),
        median(theirs, LoadResult::perSecond),
        median(ours, LoadResult::perSecond),
        ratio(ours, theirs, LoadResult::perSecond),
        median(theirs, LoadResult::p50Micros),
        median(ours, LoadResult::p50Micros),
        median(theirs, LoadResult::p99Micros),
        median(ours, LoadResult::p99Micros),
        median(theirs, LoadResult::cpuMicrosPerRequest),
        median(ours, LoadResult::cpuMicrosPerRequest),
        ratio(ours, theirs, LoadResult::cpuMicrosPerRequest));
  }

  private static void pause(Duration duration) throws IOException {
    Workload workload = SCENARIOS.get(0).workload();
    for (Software software : Software.values()) {
      try (CacheServer server = start(software, List.of())) {
        LoadResult result = preloaded(server, workload).run(FIRST_WARM_UP, duration);
        System.out.printf(
            Locale.ROOT,
            "longest answer of %s in %s: %.1f ms%n",
            software,
            duration,
            result.maxMicros() / 1e3);
      }
    }
  }

  private static void stop(int pairs) throws Exception {
    for (Software software : Software.values()) {
      List<Double> millis = new ArrayList<>();
      for (int i = 0; i < pairs; i++) {
        millis.add(StopUnderLoad.measure(software, "TERM").took().toNanos() / 1e6);
      }
      System.out.printf(
          Locale.ROOT,
          "%s ends %.0f ms after SIGTERM under full load%n",
          software,
          Medians.of(millis));
    }
  }

  /** Options of both servers for TLS with a new certificate, whose files are made in a folder. */
  static List<String> tlsOptions(Path folder) {
    Pem pem = new Pem(folder).authority("ca").issue("ca", "server", Pem.Kind.RSA_PKCS8, 1);
    String files = "ssl_chain_cert=%s,ssl_key=%s";
    return List.of("-Z", "-o", files.formatted(pem.path("server.pem"), pem.path("server.key")));
  }

  static LoadGenerator preloaded(CacheServer server, Workload workload) throws IOException {
    LoadGenerator load = new LoadGenerator(server, workload);
    load.preload();
    return load;
  }

  static CacheServer start(Software software, List<String> options) throws IOException {
    return software.start(arguments(options));
  }

  private static String[] arguments(List<String> options) {
    List<String> all = new ArrayList<>(List.of("-m", "1024", "-t", "2", "-c", "12000"));
    all.addAll(options);
    return all.toArray(String[]::new);
  }

  /** The median of each pair's ratio. */
  private static double ratio(
      List<LoadResult> ours, List<LoadResult> theirs, ToDoubleFunction<LoadResult> figure) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      ratios.add(figure.applyAsDouble(ours.get(i)) / figure.applyAsDouble(theirs.get(i)));
    }
    return Medians.of(ratios);
  }

  private static double median(List<LoadResult> results, ToDoubleFunction<LoadResult> figure) {
    return Medians.of(results.stream().map(figure::applyAsDouble).toList());
  }
}
