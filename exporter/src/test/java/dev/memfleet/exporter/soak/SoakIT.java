package dev.memfleet.exporter.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Some seconds of what {@code make soak} does for an hour. */
class SoakIT {
  @TempDir Path folder;

  @Test
  void clients_whileNodesStopAndGoOn_loseNoUpdate() throws Exception {
    assertThat(new Soak(Duration.ofSeconds(12), folder).run()).isEmpty();
  }
}
