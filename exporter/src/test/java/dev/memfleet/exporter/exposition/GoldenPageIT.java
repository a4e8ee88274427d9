package dev.memfleet.exporter.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Prometheus' own check of the golden page; needs {@code promtool} on the path. */
class GoldenPageIT {

  @Test
  void promtool_findsOnlyTheEstablishedName() throws IOException, InterruptedException {
    Process promtool =
        new ProcessBuilder("promtool", "check", "metrics")
            .redirectInput(GoldenPageTest.PAGE.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(promtool.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(output.lines())
        .containsExactly(
            "memcached_proxy_backend_total non-counter metrics should not have \"_total\" suffix");
  }
}
