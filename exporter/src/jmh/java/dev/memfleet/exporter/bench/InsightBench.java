package dev.memfleet.exporter.bench;

import dev.memfleet.exporter.insight.WatchFootprint;
import dev.memfleet.exporter.load.Lockstep;
import dev.memfleet.exporter.load.Workload;
import dev.memfleet.exporter.peer.ProcessUsage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What windows cost a memcached under 100,000 requests a second, and the agent: by turns with a
 * window and without, ten minutes of windows in all.
 */
final class InsightBench {
  private static final int PAIRS = Integer.getInteger("insight.pairs", 12);
  private static final int WINDOW_SECONDS = Integer.getInteger("insight.window", 50);
  private static final int QUIET_SECONDS = 10;
  private static final int PER_SECOND = Integer.getInteger("insight.rate", 100_000);
  private static final int WARM_UP = 2_000_000;

  /** Seconds left out at both ends of a window; at its start, the agent's JVM starts. */
  private static final int START_SECONDS = 5;

  private final int port = Programs.freePort();
  private final Process node = Programs.memcached(port, "127.0.0.1");
  private final List<Double> throughput = new ArrayList<>();
  private final List<Double> nodeMicros = new ArrayList<>();
  private final List<Double> agentMicros = new ArrayList<>();
  private final List<Double> lost = new ArrayList<>();

  InsightBench() throws IOException {}

  /** The requests, and the node's CPU time, of a period. */
  private record Span(double requests, double cpuSeconds, double seconds) {
    double cpuPerRequest() {
      return cpuSeconds / requests;
    }

    double requestsPerSecond() {
      return requests / seconds;
    }
  }

  /** Runs it, and prints the medians. */
  void run() throws Exception {
    Programs.awaitListening(port);
    try (Lockstep client = new Lockstep(new Workload(Workload.Kind.ZIPF, 1, 0.5), List.of(port))) {
      client.send(WARM_UP);
      client.during(PER_SECOND, () -> pairs(client));
    } finally {
      print("the same memcached is alive: %s", node.isAlive());
      Programs.stop(node);
    }
    print(
        "requests a second with a window, by those without: %.3f (median of %d pairs)",
        ExporterBench.median(throughput), throughput.size());
    print("memcached: %.2f us of CPU a line", ExporterBench.median(nodeMicros));
    print("agent: %.2f us of CPU a line", ExporterBench.median(agentMicros));
    print("heap of a running window: %.1f MB", WatchFootprint.megabytes());
    print("lines lost: %.4f", ExporterBench.median(lost));
  }

  private int pairs(Lockstep client) throws Exception {
    for (int i = 0; i < PAIRS; i++) {
      pair(client);
    }
    return PAIRS;
  }

  private void pair(Lockstep client) throws Exception {
    Span without = span(client, QUIET_SECONDS);
    Process agent = Programs.insight(port, WINDOW_SECONDS);
    try {
      TimeUnit.SECONDS.sleep(START_SECONDS);
      double agentBefore = ProcessUsage.cpuSeconds(agent.pid());
      long written = stat("log_worker_written");
      long dropped = stat("log_worker_dropped");
      long skipped = stat("log_watcher_skipped");
      Span with = span(client, WINDOW_SECONDS - 2 * START_SECONDS);
      if (!agent.isAlive()) {
        print("a rule ended the window: this pair does not count");
        return;
      }
      double agentCpu = ProcessUsage.cpuSeconds(agent.pid()) - agentBefore;
      double left = stat("log_worker_dropped") - dropped + stat("log_watcher_skipped") - skipped;
      double lines = stat("log_worker_written") - written;
      throughput.add(with.requestsPerSecond() / without.requestsPerSecond());
      double more = with.cpuPerRequest() - without.cpuPerRequest();
      nodeMicros.add(more * with.requests() / lines * 1e6);
      agentMicros.add(agentCpu / lines * 1e6);
      lost.add(left / lines);
      int status = agent.waitFor();
      print(
          "%.0f requests/s without a window, %.0f with one, %.0f lines/s; it ended with %d",
          without.requestsPerSecond(), with.requestsPerSecond(), lines / with.seconds(), status);
    } finally {
      Programs.stop(agent);
    }
  }

  private Span span(Lockstep client, int seconds) throws Exception {
    long requests = client.counts().gets();
    double cpu = ProcessUsage.cpuSeconds(node.pid());
    long begin = System.nanoTime();
    TimeUnit.SECONDS.sleep(seconds);
    return new Span(
        client.counts().gets() - requests,
        ProcessUsage.cpuSeconds(node.pid()) - cpu,
        (System.nanoTime() - begin) / 1e9);
  }

  private long stat(String name) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write("stats\r\nquit\r\n".getBytes(StandardCharsets.US_ASCII));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return Long.parseLong(all.replaceFirst("(?s).*STAT " + name + " (\\d+)\r.*", "$1"));
    }
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
