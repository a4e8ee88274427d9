package dev.memfleet.exporter.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * The resources that an agent holds.
 *
 * @param threads except those that answer requests, whose number depends on the load
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

  /**
   * Has its JVM run a diagnostic command. The same as the program jcmd does, without the half
   * second of a JVM that jcmd itself takes: the JDK opens the JVM's socket, on which each command
   * then is a connection.
   */
  private static String jcmd(Agent agent, String command) {
    String pid = Long.toString(agent.daemon().process().pid());
    Path socket = Path.of("/tmp/.java_pid" + pid);
    try {
      if (!Files.exists(socket)) {
        VirtualMachine.attach(pid).detach();
      }
      try (SocketChannel jvm = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
        jvm.write(UTF_8.encode("1\0jcmd\0" + command + "\0\0\0"));
        String answer = new String(Channels.newInputStream(jvm).readAllBytes(), UTF_8);
        assertThat(answer).startsWith("0\n");
        return answer;
      }
    } catch (IOException | AttachNotSupportedException e) {
      throw new IllegalStateException(command, e);
    }
  }
}
