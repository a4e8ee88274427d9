package dev.memfleet.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.Software;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoadGeneratorIT {
  private static final Duration MOMENT = Duration.ofMillis(200);

  @TempDir private static Path folder;

  @ParameterizedTest
  @EnumSource(Software.class)
  void replies_areWhatEachEncodingExpects(Software software) throws Exception {
    try (CacheServer server = Comparison.start(software, List.of())) {
      assertAnswered(server, Workload.mostlyGets(16));
      assertAnswered(server, Workload.mostlyGets(16).inBinary());
    }
  }

  @ParameterizedTest
  @EnumSource(Software.class)
  void replies_overTls_areTheSame(Software software) throws Exception {
    try (CacheServer server = Comparison.start(software, Comparison.tlsOptions(folder))) {
      assertAnswered(server, Workload.mostlyGets(16).overTls());
    }
  }

  private static void assertAnswered(CacheServer server, Workload workload) throws Exception {
    LoadResult result = Comparison.preloaded(server, workload).run(MOMENT, MOMENT);
    assertThat(result.perSecond()).isGreaterThan(100);
  }
}
