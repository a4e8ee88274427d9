package dev.memfleet.exporter.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * 250 nodes, which are one memcached on as many loopback addresses, and an agent's view of them.
 */
public final class LoopbackFleet implements AutoCloseable {
  public static final int NODES = 250;

  /** Within this everything is served again after the pressure has ended. */
  private static final Duration RECOVERY = Duration.ofSeconds(5);

  private static final Duration START = Duration.ofSeconds(30);

  private final int port = Daemon.freePort();
  private final Daemon memcached;

  public LoopbackFleet(Path folder) {
    String root = System.getProperty("user.name").equals("root") ? "-uroot" : "-v";
    memcached =
        Daemon.start(
            List.of(
                "memcached",
                root,
                "-l",
                "0.0.0.0",
                "-p",
                Integer.toString(port),
                "-U",
                "0",
                "-m",
                "16",
                "-c",
                "8192"),
            port,
            folder.resolve("memcached.log"));
  }

  public int port() {
    return port;
  }

  /**
   * The flag that names a file of all nodes, which any user may read.
   *
   * @param poll further keys of {@code poll}, each after a comma
   */
  public String flag(Path folder, String poll) throws IOException {
    StringBuilder yaml = new StringBuilder("poll: {interval: 1s, timeout: 5s");
    yaml.append(poll).append("}\nallowed_targets: [127.0.0.0/8]\nnodes:\n");
    for (int i = 1; i <= NODES; i++) {
      yaml.append("  - address: 127.1.0.").append(i).append(':').append(port).append('\n');
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    return "--config.file=" + Files.writeString(folder.resolve("fleet.yml"), yaml);
  }

  /** Waits until an agent that has just started shows every node as up. */
  public static void awaitStart(Agent agent) {
    await("all nodes up", START, () -> serves(agent));
  }

  /** Waits until an agent serves everything again, now that the pressure has ended. */
  public static void awaitRecovery(Agent agent) {
    await("all nodes up again", RECOVERY, () -> serves(agent));
  }

  private static boolean serves(Agent agent) {
    return agent.get("/-/healthy").statusCode() == 200
        && states(agent.page("/metrics?name[]=memcached_up")).filter(up -> up == 1).count()
            == NODES;
  }

  /** Waits for what the pressure brings about. */
  public static void await(String what, BooleanSupplier condition) {
    await(what, START, condition);
  }

  private static void await(String what, Duration patience, BooleanSupplier condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - deadline).as(what).isNegative();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** What {@code memcached_up} is of each node that is shown. */
  public static Stream<Double> states(SortedMap<String, Double> page) {
    return page.entrySet().stream()
        .filter(series -> series.getKey().startsWith("memcached_up{"))
        .map(series -> Objects.requireNonNull(series.getValue()));
  }

  /** Polls that failed because the agent lacked something. */
  public static double resourceFailures(Agent agent) {
    return agent.page("/metrics?name[]=memcached_exporter_poll_failures_total").entrySet().stream()
        .filter(series -> series.getKey().contains("reason=resources"))
        .mapToDouble(series -> Objects.requireNonNull(series.getValue()))
        .sum();
  }

  @Override
  public void close() {
    memcached.close();
  }
}
