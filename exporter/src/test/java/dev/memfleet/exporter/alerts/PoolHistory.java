package dev.memfleet.exporter.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.peer.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A week of a pool's recorded series, shortened as the rules are, put into Prometheus' storage. */
record PoolHistory(String job, String pool, int nodes, double hitRatio) {
  private static final Duration WEEK = ShortenedRules.shortened(Duration.ofDays(7));

  /** Writes the blocks; Prometheus must not be running. */
  void backfill(Path folder, Path storage) throws IOException {
    Path file = folder.resolve("history.om");
    Files.writeString(file, openMetrics(Instant.now().getEpochSecond()));
    Command result =
        Promtool.run(
            folder,
            List.of(
                "tsdb", "create-blocks-from", "openmetrics", file.toString(), storage.toString()));
    assertThat(result.status()).as(result.output()).isZero();
  }

  private String openMetrics(long end) {
    StringBuilder text = new StringBuilder();
    series(text, "pool:memcached_get_hit_ratio:busy_rate5m", hitRatio, end);
    series(text, "pool:memcached_up:count", nodes, end);
    return text.append("# EOF\n").toString();
  }

  private void series(StringBuilder text, String name, double value, long end) {
    String series = String.format("%s{job=\"%s\",pool=\"%s\"} %s ", name, job, pool, value);
    for (long second = end - WEEK.toSeconds(); second < end; second++) {
      text.append(series).append(second).append('\n');
    }
  }
}
