package dev.memfleet.server.bench;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.Command;
import dev.memfleet.server.peer.Software;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares our load generator with libmemcached's memcaslap. Both load the same memcached in turn,
 * with one thread and the same mix of requests; the one that gets fewer answers is the slower
 * generator.
 */
final class GeneratorComparison {
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final int CONNECTIONS = 50;

  /** Keys of each connection, in units of 1024: the minimum of memcaslap. */
  private static final int KILO_KEYS = 1;

  private static final Workload WORKLOAD =
      new Workload(CONNECTIONS, 1, 90, 1, 100, CONNECTIONS * KILO_KEYS * 1024);
  private static final Pattern PER_SECOND = Pattern.compile("TPS: (\\d+)");

  /** Lengths and shares: keys of 16 bytes, values of 100, a tenth sets. */
  private static final String MEMCASLAP_LOAD =
      "key\n16 16 1\nvalue\n100 100 1\ncmd\n0 0.1\n1 0.9\n";

  private final List<Double> ours = new ArrayList<>();
  private final List<Double> theirs = new ArrayList<>();

  /** Measures this number of turns of each. */
  void print(int pairs, Duration turn) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("memcaslap");
    Path load = Files.writeString(directory.resolve("load"), MEMCASLAP_LOAD);
    try (CacheServer server = Comparison.start(Software.MEMCACHED, List.of())) {
      LoadGenerator generator = Comparison.preloaded(server, WORKLOAD);
      generator.run(WARM_UP, turn);
      for (int i = 0; i < pairs; i++) {
        theirs.add(memcaslap(server, directory, turn));
        ours.add(generator.run(Duration.ofMillis(500), turn).perSecond());
      }
    } finally {
      Files.delete(load);
      Files.delete(directory);
    }
    System.out.printf(
        Locale.ROOT,
        "memcached answers memcaslap's %,.0f and our generator's %,.0f requests/s%n",
        Medians.of(theirs),
        Medians.of(ours));
  }

  /** Runs memcaslap; returns its requests per second, including the sets with which it begins. */
  private static double memcaslap(CacheServer server, Path directory, Duration turn)
      throws IOException, InterruptedException {
    String output =
        Command.run(
                directory,
                List.of(
                    "memcaslap",
                    "--servers=127.0.0.1:" + server.port(),
                    "--threads=1",
                    "--concurrency=" + CONNECTIONS,
                    "--win_size=" + KILO_KEYS + "k",
                    "--cfg_cmd=load",
                    "--time=" + turn.toSeconds() + "s"))
            .output();
    Matcher figure = PER_SECOND.matcher(output);
    if (!figure.find()) {
      throw new IOException("no figure from memcaslap: " + output);
    }
    return Double.parseDouble(figure.group(1));
  }
}
