package dev.memfleet.exporter.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The configuration file in a folder, and what an agent makes of it. */
public record FleetFile(Path folder) {
  private static final Pattern INSTANCE = Pattern.compile("instance=([^,}]+)");

  /** Replaces a file in one go. */
  public static Path replace(Path file, String text) {
    try {
      Path fresh = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
      return Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An agent with this configuration, once it is ready. */
  public Agent start(String yaml, String... jvmFlags) {
    Path file = replace(folder.resolve("fleet.yml"), yaml);
    return Agent.startWith(folder, jvmFlags, "--config.file=" + file);
  }

  /** The nodes that the agent shows, sorted. */
  public static Set<String> nodes(Agent agent) {
    Set<String> nodes = new TreeSet<>();
    for (String series : agent.page("/metrics?name[]=memcached_up").keySet()) {
      Matcher matcher = INSTANCE.matcher(series);
      if (matcher.find()) {
        nodes.add(matcher.group(1));
      }
    }
    return nodes;
  }

  /** Waits until the agent shows these nodes and no others. */
  public static void awaitNodes(Agent agent, Object... nodes) {
    Set<String> expected = new TreeSet<>();
    for (Object node : nodes) {
      expected.add(node.toString());
    }
    agent.daemon().await("watching " + expected, () -> nodes(agent).equals(expected));
  }

  /** Waits until the metric of a source has a value. */
  public static void awaitSource(
      Agent agent, String metric, String source, Predicate<Double> expected) {
    String series = "%s{source=%s}".formatted(metric, source);
    agent
        .daemon()
        .await(
            series,
            () -> {
              Double value = agent.page("/-/self").get(series);
              return value != null && expected.test(value);
            });
  }

  /** Waits until the source succeeds (1) or fails (0). */
  public static void awaitSuccess(Agent agent, String source, double success) {
    awaitSource(agent, "memcached_exporter_discovery_success", source, v -> v == success);
  }
}
