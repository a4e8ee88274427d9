package dev.memfleet.exporter.dashboards;

import dev.memfleet.exporter.alerts.ShortenedRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Draws the dashboards from real traffic; `dashboards/draw` runs it. */
class DrawDashboards {
  private static final Duration BEFORE_INCIDENTS = Duration.ofSeconds(75);
  private static final Duration AFTER_INCIDENTS = Duration.ofSeconds(75);

  /** What the pictures show. */
  private static final int MINUTES = 3;

  @TempDir Path folder;

  @Test
  void draw() throws Exception {
    try (PrometheusStack stack = new PrometheusStack(folder)) {
      stack.startPrometheus(ShortenedRules.write(folder));
      try (Workload workload = new Workload(stack)) {
        TimeUnit.SECONDS.sleep(BEFORE_INCIDENTS.toSeconds());
        workload.haveIncidents();
        TimeUnit.SECONDS.sleep(AFTER_INCIDENTS.toSeconds());
        draw(stack.prometheus());
      }
    }
  }

  private static void draw(Prometheus prometheus) throws Exception {
    Process node =
        new ProcessBuilder(
                "node",
                "src/test/node/dashboards/draw/draw.mjs",
                prometheus.address(),
                Dashboard.FOLDER.toString(),
                Dashboard.FOLDER.toString(),
                Integer.toString(MINUTES))
            .inheritIO()
            .start();
    if (node.waitFor() != 0) {
      throw new IllegalStateException("drawing failed");
    }
  }
}
