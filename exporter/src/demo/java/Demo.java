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
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Three cache servers with a trickle of traffic, and an agent that watches them. Run from the
 * project's root after a build; ends with Ctrl-C, and takes everything it started with it.
 */
public final class Demo {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final Path SERVER = Path.of("server/target/memfleet-server.jar");
  private static final Path EXPORTER = Path.of("exporter/target/memfleet-exporter.jar");
  private static final String[] POOLS = {"sessions", "sessions", "pages"};
  private static final int FIRST_PORT = 11311;
  private static final int AGENT_PORT = 9150;

  private static final List<Process> STARTED = new ArrayList<>();
  private static final CountDownLatch STOPPING = new CountDownLatch(1);

  public static void main(String[] args) throws Exception {
    Path config = Files.createTempFile("memfleet-demo", ".yml");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(config)));
    List<Integer> ports = new ArrayList<>();
    int next = FIRST_PORT;
    for (String pool : POOLS) {
      next = freeFrom(next);
      ports.add(next);
      start(SERVER, "-l", "127.0.0.1", "-p", Integer.toString(next), "-m", "64", "-t", "2");
      next++;
    }
    StringBuilder yaml = new StringBuilder("poll:\n  interval: 5s\nnodes:\n");
    for (int i = 0; i < POOLS.length; i++) {
      yaml.append("  - address: 127.0.0.1:%d%n".formatted(ports.get(i)));
      yaml.append("    labels: {pool: %s}%n".formatted(POOLS[i]));
    }
    Files.writeString(config, yaml);
    for (int port : ports) {
      Thread traffic = new Thread(() -> traffic(port), "traffic-" + port);
      traffic.setDaemon(true);
      traffic.start();
    }
    int agentPort = freeFrom(AGENT_PORT);
    start(EXPORTER, "--config.file=" + config, "--web.listen-address=:" + agentPort);
    String agent = "http://localhost:" + agentPort;
    awaitReady(agent);
    System.out.printf(
        """

        Three nodes on 127.0.0.1, ports %s, and the agent that watches them:

          %2$s/metrics                  every node's series, and the agent's own
          %2$s/metrics?pool=sessions    one pool
          %2$s/scrape?target=127.0.0.1:%3$d   one node, polled now
          %2$s/                         all pages

        For example:  curl -s %2$s/metrics | grep memcached_up

        Ctrl-C ends it.
        """,
        ports, agent, ports.get(0));
    for (Process process : STARTED) {
      process.waitFor();
      if (STOPPING.await(1, TimeUnit.SECONDS)) {
        return;
      }
      System.err.println("ended unexpectedly: " + process.info().commandLine().orElse("a process"));
      System.exit(1);
    }
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

  /** Some fifty commands a second: mostly gets, with hits and misses, counters and deletes. */
  private static void traffic(int port) {
    Random random = new Random(port);
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
        socket.setSoTimeout(2000);
        InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream();
        while (true) {
          out.write(command(random).getBytes(StandardCharsets.US_ASCII));
          while (in.available() > 0) {
            in.read();
          }
          Thread.sleep(20);
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

  private static String command(Random random) {
    int key = (int) Math.abs(random.nextGaussian() * 300);
    int dice = random.nextInt(100);
    if (dice < 70) {
      return "get item:%d\r\n".formatted(key);
    }
    if (dice < 92) {
      String value = "x".repeat(10 + random.nextInt(2000));
      return "set item:%d 0 %d %d\r\n%s\r\n"
          .formatted(key, 60 + random.nextInt(600), value.length(), value);
    }
    if (dice < 96) {
      return "add visits 0 0 1\r\n0\r\nincr visits 1\r\n";
    }
    return dice < 98 ? "touch item:%d 600\r\n".formatted(key) : "delete item:%d\r\n".formatted(key);
  }
}
