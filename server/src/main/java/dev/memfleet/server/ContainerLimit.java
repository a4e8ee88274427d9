package dev.memfleet.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The memory limit of the server's control group, and whether {@code -m} fits it. A server that
 * does not fit would be killed when its pages are full, hours after its start, so it is refused at
 * the start.
 *
 * <p>The limit is in {@code memory.max} (version 2) or {@code memory/memory.limit_in_bytes}
 * (version 1), in the directory of the group's path in {@code /proc/self/cgroup} and of the groups
 * that contain it, or at the top where a container sees only its own group.
 */
final class ContainerLimit {
  private static final long MIB = 1 << 20;

  /** Code, class data, thread stacks, buffers and the hash table, as measured under load. */
  private static final long OWN_BYTES = 56 * MIB;

  /** Version 1 reports no limit as a number of this size. */
  private static final long UNLIMITED_BYTES = 1L << 60;

  private final Path groups;
  private final Path ownGroup;

  ContainerLimit(Path groups, Path ownGroup) {
    this.groups = groups;
    this.ownGroup = ownGroup;
  }

  static ContainerLimit ofThisProcess() {
    return new ContainerLimit(Path.of("/sys/fs/cgroup"), Path.of("/proc/self/cgroup"));
  }

  /**
   * The reason why a server with this much item memory and heap does not fit; empty if it fits.
   * Pages may exceed {@code -m} by a tenth.
   */
  Optional<String> refusal(long itemBytes, long heapBytes) {
    long own = heapBytes + OWN_BYTES;
    long need = itemBytes + itemBytes / 10 + own;
    return bytes()
        .filter(limit -> need > limit)
        .map(limit -> refusal(itemBytes, need, limit, (limit - own) * 10 / 11));
  }

  private static String refusal(long itemBytes, long need, long limit, long mostItems) {
    String advice = mostItems >= MIB ? ", or lower -m to %d".formatted(mostItems / MIB) : "";
    return "-m %d needs %d MiB with the server's own memory, but the container is limited to %d MiB: raise its limit%s"
        .formatted(itemBytes / MIB, need / MIB, limit / MIB, advice);
  }

  /** The lowest limit of the group and of those that contain it, if there is one. */
  private Optional<Long> bytes() {
    return Stream.concat(ownPaths(), Stream.of("/"))
        .flatMap(path -> Stream.iterate(Path.of(path), Objects::nonNull, Path::getParent))
        .distinct()
        .map(path -> path.toString().substring(1))
        .flatMap(
            path ->
                Stream.of(
                    groups.resolve(path).resolve("memory.max"),
                    groups.resolve("memory").resolve(path).resolve("memory.limit_in_bytes")))
        .map(ContainerLimit::read)
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  /** {@code 0::/path} in version 2, {@code 7:memory:/path} in version 1. */
  private Stream<String> ownPaths() {
    try {
      List<String> lines = Files.readAllLines(ownGroup);
      return lines.stream()
          .map(line -> line.split(":", 3))
          .filter(parts -> parts.length == 3 && (parts[1].isEmpty() || parts[1].equals("memory")))
          .map(parts -> parts[2]);
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private static Optional<Long> read(Path file) {
    try {
      long bytes = Long.parseLong(Files.readString(file).strip());
      return bytes < UNLIMITED_BYTES ? Optional.of(bytes) : Optional.empty();
    } catch (IOException | NumberFormatException e) { // no such group, or "max"
      return Optional.empty();
    }
  }
}
