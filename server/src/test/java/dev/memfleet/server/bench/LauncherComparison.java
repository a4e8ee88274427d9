package dev.memfleet.server.bench;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.ServerUsage;
import dev.memfleet.server.peer.Software;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Measures the effect of the launcher's JVM flags, on startup and under load: without any flags,
 * with all of them, and with all but one.
 */
final class LauncherComparison {
  private static final Path LAUNCHER = Path.of("deploy", "memfleet-server");
  private static final Pattern FLAG = Pattern.compile("(?<= )-X[^ ]+(?= )");
  private static final Workload WORKLOAD = Workload.mostlyGets(1);
  private static final double MIB = 1 << 20;

  private final int starts;

  LauncherComparison(int starts) {
    this.starts = starts;
  }

  void print() throws IOException {
    List<String> all =
        FLAG.matcher(Files.readString(LAUNCHER)).results().map(MatchResult::group).toList();
    System.out.println(
        "| flags | ms to the first answer | CPU ms | RSS MiB idle | RSS MiB under load"
            + " | requests/s |");
    System.out.println("|---|---|---|---|---|---|");
    row("none, `java -jar`", List.of());
    row("all", all);
    for (String flag : all) {
      row("without `" + flag + "`", all.stream().filter(other -> !other.equals(flag)).toList());
    }
  }

  private void row(String name, List<String> flags) throws IOException {
    List<Double> millis = new ArrayList<>();
    List<Double> cpuMillis = new ArrayList<>();
    for (int i = 0; i < starts; i++) {
      long before = System.nanoTime();
      CacheServer server = Software.startJava(flags, "-t", "2");
      millis.add((System.nanoTime() - before) / 1e6);
      cpuMillis.add(ServerUsage.cpuMicros(server.pid()) / 1e3);
      server.close();
    }
    try (CacheServer server = Software.startJava(flags, "-t", "2")) {
      double idle = ServerUsage.residentBytes(server.pid()) / MIB;
      LoadResult load =
          Comparison.preloaded(server, WORKLOAD).run(Duration.ofSeconds(5), Duration.ofSeconds(3));
      System.out.printf(
          Locale.ROOT,
          "| %s | %,.0f | %,.0f | %.0f | %.0f | %,.0f |%n",
          name,
          Medians.of(millis),
          Medians.of(cpuMillis),
          idle,
          ServerUsage.residentBytes(server.pid()) / MIB,
          load.perSecond());
    }
  }
}
