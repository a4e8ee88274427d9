package dev.memfleet.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits as control groups of both versions show them, inside and outside of a container. */
class ContainerLimitTest {
  private static final long MIB = 1 << 20;

  @TempDir private Path groups;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          memory.max                               | 0::/
          app/memory.max                           | 0::/app
          app/memory.max                           | 0::/app/server
          app.slice/memory.max                     | 0::/app.slice/a.slice/server.service
          memory.max                               | 0::/not/visible/here
          memory/memory.limit_in_bytes             | 7:memory:/
          memory/docker/1a2b/memory.limit_in_bytes | 8:cpu,cpuacct:/x\\n7:memory:/docker/1a2b
          memory/memory.limit_in_bytes             | 7:memory:/docker/1a2b
          memory.max                               | no groups
          """)
  void limit_whereverItStands_isCompared(String file, String ownGroup) throws IOException {
    ContainerLimit limit = limit(file, "134217728\n", ownGroup.replace("\\n", "\n"));

    assertThat(limit.refusal(64 * MIB, 62 * MIB))
        .contains(
            "-m 64 needs 188 MiB with the server's own memory, but the container is limited to"
                + " 128 MiB: raise its limit, or lower -m to 9");
    assertThat(limit.refusal(8 * MIB, 62 * MIB)).isEmpty();
  }

  @Test
  void limits_ofSeveralGroups_theLowestCounts() throws IOException {
    limit("memory.max", "134217728\n", "0::/");
    limit("app/memory.max", "max\n", "0::/");
    ContainerLimit limit = limit("app/server/memory.max", "1073741824\n", "0::/app/server");

    assertThat(limit.refusal(64 * MIB, 62 * MIB))
        .hasValueSatisfying(text -> assertThat(text).contains("limited to 128 MiB"));
  }

  @Test
  void limit_belowTheServersOwnNeed_advisesNoSmallerItemMemory() throws IOException {
    ContainerLimit limit = limit("memory.max", "67108864\n", "0::/");

    assertThat(limit.refusal(64 * MIB, 62 * MIB))
        .hasValueSatisfying(
            text -> assertThat(text).endsWith("limited to 64 MiB: raise its limit"));
  }

  @ParameterizedTest
  @CsvSource({"memory.max, max", "memory/memory.limit_in_bytes, 9223372036854771712"})
  void noLimit_refusesNothing(String file, String content) throws IOException {
    assertThat(limit(file, content, "0::/").refusal(1L << 40, 62 * MIB)).isEmpty();
  }

  @Test
  void machineWithoutControlGroups_refusesNothing() {
    ContainerLimit limit = new ContainerLimit(groups, groups.resolve("none"));

    assertThat(limit.refusal(1L << 40, 62 * MIB)).isEmpty();
  }

  private ContainerLimit limit(String file, String content, String ownGroup) throws IOException {
    Path limitFile = groups.resolve(file);
    Files.createDirectories(limitFile.resolveSibling("."));
    Files.writeString(limitFile, content);
    return new ContainerLimit(groups, Files.writeString(groups.resolve("own"), ownGroup + "\n"));
  }
}
