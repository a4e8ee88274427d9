package dev.memfleet.exporter.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.dashboards.Prometheus;
import dev.memfleet.exporter.dashboards.PrometheusStack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A bad day of a real fleet under a real Prometheus, with the rules shortened by {@link
 * ShortenedRules#FACTOR}. The durations as shipped are proven by promtool's tests.
 */
class AlertsFiringIT {
  private static final Duration PATIENCE = Duration.ofSeconds(100);

  @TempDir Path folder;

  @Test
  void alerts_ofABadDay_areThoseOfItsIncidentsAndNoOther() throws IOException {
    List<Path> rules = ShortenedRules.write(folder);
    try (PrometheusStack stack = new PrometheusStack(folder)) {
      new PoolHistory("memcached", "sessions", 3, 0.9).backfill(folder, stack.data());
      stack.startPrometheus(rules);
      stack.await("sum(memcached_up) == " + stack.nodes().size());
      try (BadDay day = new BadDay(stack)) {
        stack.await("ALERTS{alertname=\"MemcachedTrafficImbalance\"}");
        day.restart();
        awaitFiring(stack.prometheus(), day);
      }
      assertThat(stack.prometheus().failingRules()).isEmpty();
    }
  }

  /** Waits until all expected alerts fire, and checks that no other alert fires meanwhile. */
  private static void awaitFiring(Prometheus prometheus, BadDay day) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Set<String> firing = Set.of();
    while (!firing.equals(day.alerts())) {
      assertThat(System.nanoTime()).as("only %s", firing).isLessThan(deadline);
      day.flush();
      Traffic.pause(1000);
      firing = firing(prometheus);
      assertThat(day.alerts())
          .as("polls failed: %s", prometheus.query("memcached_exporter_poll_failures_total > 0"))
          .containsAll(firing);
    }
  }

  private static Set<String> firing(Prometheus prometheus) {
    return prometheus.firing().stream()
        .map(AlertsFiringIT::named)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String named(Map<?, ?> labels) {
    Object where = labels.containsKey("instance") ? labels.get("instance") : labels.get("pool");
    return labels.get("alertname") + " " + where;
  }
}
