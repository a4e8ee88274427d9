import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Demo: three cache servers with traffic, and an agent that watches them. One server is too small
 * for its data and evicts, now and then clients read keys that do not exist, and one server stops
 * and returns. Run it from the project's root after a build. Ctrl-C ends it and all processes that
 * it started.
 */
public final class Demo {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final Path SERVER = Path.of("server/target/memfleet-server.jar");
  private static final Path EXPORTER = Path.of("exporter/target/memfleet-exporter.jar");
  private static final String[] POOLS = {"sessions", "sessions", "pages"};
  private static final int FIRST_PORT = 11311;
  private static final int AGENT_PORT = 9150;

  /** Seconds from the start until the second server stops for the first time. */
  private static final int STOPS_AFTER = 60;

  private static final int STOPS_FOR = 20;
  private static final int STOPS_EVERY = 180;

  /** Seconds from one miss storm to the next; in a storm half of the gets are misses. */
  private static final int STORM_EVERY = 90;

  private static final int STORM_FOR = 20;

  private static final List<Process> STARTED = Collections.synchronizedList(new ArrayList<>());
  private static final CountDownLatch STOPPING = new CountDownLatch(1);

  public static void main(String[] args) throws Exception {
    Path config = Files.createTempFile("memfleet-demo", ".yml");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(config)));
    List<Integer> ports = new ArrayList<>();
    int next = FIRST_PORT;
    for (String pool : POOLS) {
      next = freeFrom(next);
      ports.add(next);
      startServer(next);
      next++;
    }
    StringBuilder yaml = new StringBuilder("poll: {interval: 5s}\nhistory: 20m\nnodes:\n");
    for (int i = 0; i < POOLS.length; i++) {
      yaml.append("  - address: 127.0.0.1:%d%n".formatted(ports.get(i)));
      yaml.append("    labels: {pool: %s}%n".formatted(POOLS[i]));
    }
    Files.writeString(config, yaml);
    for (int i = 0; i < POOLS.length; i++) {
      int port = ports.get(i);
      boolean large = POOLS[i].equals("pages");
      Thread traffic = new Thread(() -> traffic(port, large), "traffic-" + port);
      traffic.setDaemon(true);
      traffic.start();
    }
    int agentPort = freeFrom(AGENT_PORT);
    start(EXPORTER, "--config.file=" + config, "--web.listen-address=:" + agentPort);
    String agent = "http://localhost:" + agentPort;
    awaitReady(agent);
    System.out.printf(
        """

        Three nodes on 127.0.0.1, ports %s, and the agent that watches them. In a browser:

          %2$s/                         the status page: open it first
          %2$s/nodes/127.0.0.1:%3$d     one node

        For Prometheus and for scripts:

          %2$s/metrics                  every node's series, and the agent's own
          %2$s/scrape?target=127.0.0.1:%3$d   one node, polled now
          %2$s/api/v1/fleet             the fleet as JSON

        Port %4$d evicts after a minute, and port %5$d stops for %6$d s after a minute, and again
        every three minutes. Now and then clients ask for what is not there.

        Ctrl-C ends it.
        """,
        ports, agent, ports.get(0), ports.get(2), ports.get(1), STOPS_FOR);
    int wait = STOPS_AFTER;
    while (awaitEnd(wait)) {
      stopForAWhile(STARTED.get(1), ports.get(1));
      wait = STOPS_EVERY;
    }
  }

  /** Waits; false once the demo ends. Anything that ended by itself ends the demo. */
  private static boolean awaitEnd(int seconds) throws InterruptedException {
    for (int i = 0; i < seconds; i++) {
      if (STOPPING.await(1, TimeUnit.SECONDS)) {
        return false;
      }
      for (Process process : STARTED) {
        if (!process.isAlive()) {
          System.err.println("ended unexpectedly: " + process.info().commandLine().orElse("?"));
          System.exit(1);
        }
      }
    }
    return true;
  }

  private static void stopForAWhile(Process server, int port) throws Exception {
    STARTED.remove(server);
    server.destroy();
    server.waitFor();
    if (awaitEnd(STOPS_FOR)) {
      startServer(port);
      STARTED.add(1, STARTED.remove(STARTED.size() - 1));
    }
  }

  private static void startServer(int port) throws IOException {
    start(SERVER, "-l", "127.0.0.1", "-p", Integer.toString(port), "-m", "64", "-t", "2");
  }

  private static void start(Path jar, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(JAVA.toString());
    command.add("-XX:+UseSerialGC");
    command.add("-Xmx64m");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(List.of(args));
    STARTED.add(new ProcessBuilder(command).inheritIO().start());
  }

  private static void stop(Path config) {
    STOPPING.countDown();
    STARTED.forEach(Process::destroy);
    try {
      for (Process process : STARTED) {
        process.waitFor(3, TimeUnit.SECONDS);
      }
      Files.deleteIfExists(config);
    } catch (IOException | InterruptedException e) {
      System.err.println("while stopping: " + e);
    }
  }

  private static int freeFrom(int first) {
    for (int port = first; port < first + 100; port++) {
      try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return port;
      } catch (IOException taken) {
        System.err.println("port " + port + " is taken, trying the next");
      }
    }
    throw new IllegalStateException("no free port from " + first);
  }

  private static void awaitReady(String agent) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest ready = HttpRequest.newBuilder(URI.create(agent + "/-/ready")).build();
    for (int i = 0; i < 300; i++) {
      try {
        if (client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        // It is still starting.
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException("the agent is not ready after 30 s");
  }

  /**
   * Some hundred commands a second: mostly gets, with hits and misses, counters and deletes.
   *
   * @param large whether values are so large that the server's memory fills within a minute
   */
  private static void traffic(int port, boolean large) {
    Random random = new Random(port);
    long start = System.nanoTime();
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
        socket.setSoTimeout(2000);
        InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream();
        while (true) {
          long second = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
          boolean storm = second % STORM_EVERY >= STORM_EVERY - STORM_FOR;
          out.write(command(random, storm, large).getBytes(StandardCharsets.US_ASCII));
          while (in.available() > 0) {
            in.read();
          }
          Thread.sleep(10);
        }
      } catch (IOException notYet) {
        pause();
      } catch (InterruptedException end) {
        return;
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private static String command(Random random, boolean storm, boolean large) {
    int key = (int) Math.abs(random.nextGaussian() * (large ? 3000 : 300));
    int dice = random.nextInt(100);
    if (storm && dice < 35) {
      return "get cold:%d\r\n".formatted(random.nextInt());
    }
    if (dice < 70) {
      return "get item:%d\r\n".formatted(key);
    }
    if (dice < 92) {
      String value = "x".repeat(10 + random.nextInt(large ? 150_000 : 2000));
      return "set item:%d 0 %d %d\r\n%s\r\n"
          .formatted(key, 60 + random.nextInt(600), value.length(), value);
    }
    if (dice < 96) {
      return "add visits 0 0 1\r\n0\r\nincr visits 1\r\n";
    }
    return dice < 98 ? "touch item:%d 600\r\n".formatted(key) : "delete item:%d\r\n".formatted(key);
  }
}
