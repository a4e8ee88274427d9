package dev.memfleet.exporter.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Limits of a process: commands that run another one under them, or change them later. */
public final class Pressure {
  private static final boolean ROOT = System.getProperty("user.name").equals("root");

  private Pressure() {}

  /** None. */
  public static List<String> none() {
    return List.of();
  }

  public static List<String> ofDescriptors(int limit) {
    return List.of("prlimit", "--nofile=" + limit + ":" + limit);
  }

  /** Sets the soft limit of a running process, which can be raised again later. */
  public static void limitDescriptors(long pid, int limit) {
    Command done =
        Command.run(Path.of("."), List.of("prlimit", "--pid=" + pid, "--nofile=" + limit + ":"));
    if (done.status() != 0) {
      throw new IllegalStateException(done.output());
    }
  }

  /** Limits threads. Root, which has no limit, first becomes a user without other processes. */
  public static List<String> ofThreads(int limit) {
    List<String> user = ROOT ? List.of("setpriv", "--reuid=61235", "--clear-groups") : none();
    return Stream.concat(user.stream(), Stream.of("prlimit", "--nproc=" + limit)).toList();
  }

  /** No folder for temporary files that can be written to. */
  public static List<String> ofFolders() {
    String mount =
        "mount --bind /tmp /tmp && mount -o remount,bind,ro /tmp"
            + " && mount --bind /var/tmp /var/tmp && mount -o remount,bind,ro /var/tmp"
            + " && exec \"$@\"";
    return List.of("unshare", ROOT ? "-m" : "-rm", "sh", "-c", mount, "-");
  }

  /**
   * Lets a process run for a tenth of the time, as a quota of 0.1 CPU does: 10 of each 100
   * milliseconds. It needs no right to make a control group.
   *
   * @return lets it run again when it is destroyed
   */
  public static Process ofCpu(long pid) {
    String cycle =
        "trap 'kill -CONT %1$d; exit' TERM; while kill -STOP %1$d; do sleep 0.09;"
            + " kill -CONT %1$d; sleep 0.01; done";
    try {
      return new ProcessBuilder("sh", "-c", cycle.formatted(pid)).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
