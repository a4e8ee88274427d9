package dev.memfleet.exporter.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each limit, from both sides; samples are a second apart. */
class WatchRulesTest {
  private static final double BUDGET = 0.05;

  private final NodeSample first = sample(0, Map.of());

  private static NodeSample sample(int second, Map<String, Double> changed) {
    Map<String, String> stats = new HashMap<>(Map.of("version", "1.6.18", "threads", "4"));
    stats.put("log_watchers", "0");
    changed.forEach((name, value) -> stats.put(name, Double.toString(value)));
    return new NodeSample(second * 1_000_000_000L, stats, Map.of(), Map.of(), Map.of());
  }

  private @Nullable String before(Map<String, Double> changed) {
    NodeSample now = sample(1, changed);
    return refusal(
        () -> WatchRules.checkBefore(first, now, now.linesPerSecondSince(first), BUDGET));
  }

  private @Nullable String during(Map<String, Double> changed, long lines) {
    NodeSample now = sample(1, changed);
    return refusal(() -> WatchRules.checkDuring(first, first, first, now, lines, BUDGET));
  }

  private static @Nullable String refusal(Runnable rule) {
    RefusedException refused = catchThrowableOfType(RefusedException.class, rule::run);
    if (refused == null) {
      return null;
    }
    assertThat(refused.verdict()).isEqualTo(Verdict.STOPPED);
    return refused.reason();
  }

  @Test
  void otherWatchers_forbidTheWindow() {
    assertThat(before(Map.of("log_watchers", 1.0))).isEqualTo("the node has a watcher already");
  }

  /** A get is a line, a set two; each costs a microsecond. */
  @Test
  void linesToCome_mayCostTheBudget() {
    assertThat(before(Map.of("cmd_get", 29_000.0, "cmd_set", 10_000.0))).isNull();
    assertThat(before(Map.of("cmd_get", 31_000.0, "cmd_set", 10_000.0)))
        .isEqualTo("watching would cost 5.1 % of a core (at most 5.0 %)");
  }

  @Test
  void linesThatCame_mayCostTheBudget() {
    assertThat(during(Map.of(), 49_000)).isNull();
    assertThat(during(Map.of(), 51_000))
        .isEqualTo("watching costs 5.1 % of a core (at most 5.0 %)");
  }

  @Test
  void threads_mayBeBusyUpToALimit() {
    assertThat(before(Map.of("rusage_user", 1.0, "rusage_system", 1.79))).isNull();
    assertThat(before(Map.of("rusage_user", 1.0, "rusage_system", 1.82)))
        .isEqualTo("the node's threads are 70.5 % busy (at most 70.0 %)");
    assertThat(during(Map.of("rusage_user", 3.39), 0)).isNull();
    assertThat(during(Map.of("rusage_user", 3.42), 0))
        .isEqualTo("the node's threads are 85.5 % busy (at most 85.0 %)");
  }

  @Test
  void lines_mayBeLostUpToALimit() {
    Map<String, Double> written = Map.of("log_worker_written", 1000.0);
    assertThat(during(with(written, "log_watcher_skipped", 499), 0)).isNull();
    assertThat(during(with(written, "log_watcher_skipped", 501), 0))
        .isEqualTo("50.1 % of the lines are lost");
    assertThat(during(with(written, "log_worker_dropped", 999), 0)).isNull();
    assertThat(during(with(written, "log_worker_dropped", 1001), 0))
        .isEqualTo("50.0 % of the lines are lost");
  }

  private static Map<String, Double> with(Map<String, Double> stats, String name, double value) {
    Map<String, Double> all = new HashMap<>(stats);
    all.put(name, value);
    return all;
  }

  @Test
  void connectionLimit_endsTheWindow() {
    assertThat(during(Map.of("listen_disabled_num", 1.0), 0))
        .isEqualTo("the node reached its connection limit");
  }
}
