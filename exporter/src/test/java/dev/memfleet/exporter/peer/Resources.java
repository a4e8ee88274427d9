package dev.memfleet.exporter.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * What an agent holds on to.
 *
 * @param threads but for those that answer requests, whose number does not change requests at a
 *     time
 * @param heap bytes used after a full collection
 */
public record Resources(double files, double threads, double heap) {
  public static Resources of(Agent agent) {
    jcmd(agent, "GC.run");
    SortedMap<String, Double> page = agent.page("/-/self");
    return new Resources(
        value(page, "process_open_fds{}"),
        threads(agent.daemon().process().pid()),
        value(page, "jvm_memory_bytes_used{area=heap}"));
  }

  /** Checks that nothing was left behind since. */
  public void assertNoMoreThan(Resources before) {
    assertThat(files).as("files").isLessThan(before.files + 5);
    assertThat(threads).as("threads").isLessThan(before.threads + 5);
    assertThat(heap).as("heap").isLessThan(before.heap + 3e6);
  }

  /** How many objects of a class it holds. */
  public static long instances(Agent agent, String type) {
    return jcmd(agent, "GC.class_histogram")
        .lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(row -> row.length > 3 && row[3].equals(type))
        .mapToLong(row -> Long.parseLong(row[1]))
        .sum();
  }

  private static long threads(long pid) {
    try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      return tasks.filter(task -> !name(task).startsWith("http-")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path task) {
    try {
      return Files.readString(task.resolve("comm"));
    } catch (IOException ended) {
      return "http-";
    }
  }

  private static double value(SortedMap<String, Double> page, String series) {
    return Objects.requireNonNull(page.get(series), series);
  }

  private static String jcmd(Agent agent, String what) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    String pid = Long.toString(agent.daemon().process().pid());
    Command done = Command.run(Path.of("."), List.of(jcmd.toString(), pid, what));
    if (done.status() != 0) {
      throw new IllegalStateException(done.toString());
    }
    return done.output();
  }
}
