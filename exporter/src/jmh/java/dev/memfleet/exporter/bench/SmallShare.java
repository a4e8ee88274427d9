package dev.memfleet.exporter.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A limit of 0.1 CPU and 128 MiB, set by control groups of version 1 or 2; root only. */
final class SmallShare implements AutoCloseable {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final String NAME = "memfleet-bench";
  private static final int PERIOD_MICROS = 100_000;
  private static final int QUOTA_MICROS = PERIOD_MICROS / 10;
  private static final long MEMORY = 128L << 20;

  private final List<Path> groups;

  private SmallShare(List<Path> groups) {
    this.groups = groups;
  }

  static boolean possible() {
    Path cpu = ROOT.resolve("cpu");
    return Files.isWritable(Files.isDirectory(cpu) ? cpu : ROOT);
  }

  static SmallShare create() throws IOException {
    if (Files.isDirectory(ROOT.resolve("cpu"))) {
      Path cpu = Files.createDirectories(ROOT.resolve("cpu").resolve(NAME));
      Files.writeString(cpu.resolve("cpu.cfs_period_us"), "" + PERIOD_MICROS);
      Files.writeString(cpu.resolve("cpu.cfs_quota_us"), "" + QUOTA_MICROS);
      Path memory = Files.createDirectories(ROOT.resolve("memory").resolve(NAME));
      Files.writeString(memory.resolve("memory.limit_in_bytes"), "" + MEMORY);
      return new SmallShare(List.of(cpu, memory));
    }
    Path group = Files.createDirectories(ROOT.resolve(NAME));
    Files.writeString(group.resolve("cpu.max"), QUOTA_MICROS + " " + PERIOD_MICROS);
    Files.writeString(group.resolve("memory.max"), "" + MEMORY);
    return new SmallShare(List.of(group));
  }

  /** Enters the groups and runs the rest of the command in them. */
  List<String> wrapper() {
    StringBuilder script = new StringBuilder();
    for (Path group : groups) {
      script.append("echo $$ > ").append(group.resolve("cgroup.procs")).append(" && ");
    }
    return List.of("sh", "-c", script + "exec \"$@\"", "sh");
  }

  /** Removes the groups, which no process may be in. */
  @Override
  public void close() throws IOException {
    for (Path group : groups) {
      Files.deleteIfExists(group);
    }
  }
}
