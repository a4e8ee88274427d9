package dev.memfleet.exporter.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;

/**
 * What an agent holds on to.
 *
 * @param heap bytes used after a full collection
 */
public record Resources(double files, double threads, double heap) {
  public static Resources of(Agent agent) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    run(List.of(jcmd, Long.toString(agent.daemon().process().pid()), "GC.run"));
    SortedMap<String, Double> page = agent.page("/-/self");
    return new Resources(
        value(page, "process_open_fds{}"),
        value(page, "jvm_threads_current{}"),
        value(page, "jvm_memory_bytes_used{area=heap}"));
  }

  private static double value(SortedMap<String, Double> page, String series) {
    return Objects.requireNonNull(page.get(series), series);
  }

  private static void run(List<String> command) {
    try {
      int status =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (status != 0) {
        throw new IllegalStateException(command + ": " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
